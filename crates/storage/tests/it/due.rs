//! Transactions that wait to be woken.

use domain::transaction::State;
use gateway::ports::{Store, Versioned, Write};
use jiff::Timestamp;

use crate::{
    house::{House, postgres},
    schema,
    things::{NOW, later, transaction, transaction_id, with_merchant},
};

fn sleeping(number: i64, wake_at: Option<Timestamp>) -> Write {
    let transaction = Box::new(transaction(number, "a"));
    Write::BeginTransaction { transaction, claim: None, wake_at }
}

async fn due(store: &dyn Store, now: Timestamp, most: usize) -> Vec<i64> {
    let due = store.due_transactions(now, most).await.unwrap();
    due.iter().map(|due| due.value.id.number() - transaction_id(0).number()).collect()
}

#[tokio::test]
async fn the_oldest_first_and_not_before_their_time() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for (number, wake_at) in [(1, Some(later(30))), (2, Some(later(10))), (3, None), (4, Some(later(20)))] {
        store.commit(NOW, vec![sleeping(number, wake_at)]).await.unwrap();
    }
    assert_eq!(due(&*store, later(9), 10).await, [0; 0]);
    assert_eq!(due(&*store, later(20), 10).await, [2, 4]);
    assert_eq!(due(&*store, later(99), 2).await, [2, 4]);
    let value = transaction(2, "a");
    let woken =
        Versioned { value: domain::transaction::Transaction { state: State::Reversed, ..value }, version: 1 };
    let woken = Write::UpdateTransaction { transaction: Box::new(woken), wake_at: None };
    store.commit(NOW, vec![woken]).await.unwrap();
    assert_eq!(due(&*store, later(99), 10).await, [4, 1]);
}

#[tokio::test]
async fn one_that_cannot_be_read_keeps_no_other_waiting() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for number in 1..=3 {
        store.commit(NOW, vec![sleeping(number, Some(later(number)))]).await.unwrap();
    }
    let spoil =
        |table: &str| format!("UPDATE {table}transactions SET state = 'none' WHERE wake_at_ms = 2000");
    match &house {
        House::Folder(path) => {
            let connection = rusqlite::Connection::open(path.join("guichet.db")).unwrap();
            connection.execute(&spoil(""), []).unwrap();
        }
        House::Schema(place) => {
            schema::run(&spoil(&format!("{}.", place.name())));
            // Another process sees the same.
            assert_eq!(due(&postgres(place.url(), 1).await, later(9), 10).await, [1, 3]);
        }
    }
    assert_eq!(due(&*store, later(9), 10).await, [1, 3]);
}
