//! Many at once on the same rows.

use std::sync::Arc;

use domain::transaction::State;
use gateway::ports::{CommitError, PaymentWrite, Write};
use tokio::task::JoinSet;

use crate::{
    house::House,
    requests::{answer, request},
    things::{NOW, audit, begin, later, transaction, transaction_id, update, version, with_merchant},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_changes_to_a_version_one_is_made() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    stores[0].commit(NOW, vec![begin(1, "a")]).await.unwrap();
    for round in 1..=3 {
        let mut tasks = JoinSet::new();
        for number in 0..200_usize {
            let store = Arc::clone(&stores[number % 2]);
            let writes = vec![update(1, round, State::Reversed), audit(&number.to_string())];
            tasks.spawn(async move { store.commit(NOW, writes).await });
        }
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "of version {round}");
        assert!(
            outcomes.iter().filter_map(|one| one.as_ref().err()).all(|error| *error == CommitError::Stale)
        );
        assert_eq!(version(&*stores[1], 1).await, Some(round + 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_payments_of_an_order_one_is_begun() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    let mut tasks = JoinSet::new();
    for number in 0..200_i64 {
        let store = Arc::clone(&stores[usize::from(number % 2 == 0)]);
        tasks.spawn(async move { store.commit(NOW, vec![begin(number, "a"), audit("a")]).await });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(
        outcomes
            .iter()
            .filter_map(|one| one.as_ref().err())
            .all(|error| matches!(error, CommitError::Claimed(_)))
    );
}

/// Commits that write the same rows of several tables, put in any order: the store has its own, and none waits for one
/// that waits for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_in_any_order() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    stores[0].commit(NOW, vec![begin(1, "a"), request(1)]).await.unwrap();
    let mut tasks = JoinSet::new();
    for number in 0..200_i64 {
        let store = Arc::clone(&stores[usize::from(number % 2 == 0)]);
        let mut writes = vec![keep(1, "a", number), answer(1), audit("a")];
        if number % 3 == 0 {
            writes.reverse();
        }
        tasks.spawn(async move { store.commit(NOW, writes).await });
    }
    for outcome in tasks.join_all().await {
        assert_eq!(outcome, Ok(()));
    }
}

/// Rows of one table stay in the order of the writes. Two that then wait for each other are told apart by the engine, and
/// both are done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_in_any_order() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    stores[0].commit(NOW, vec![begin(1, "a"), begin(2, "b")]).await.unwrap();
    for number in 0..5 {
        let there = stores[0].commit(NOW, vec![keep(1, "a", number), keep(2, "b", number)]);
        let back = stores[1].commit(NOW, vec![keep(2, "b", number), keep(1, "a", number)]);
        assert_eq!(tokio::join!(there, back), (Ok(()), Ok(())));
    }
}

fn keep(id: i64, order: &str, until: i64) -> Write {
    let claim = transaction(id, order).claim();
    PaymentWrite::KeepClaim { claim, holder: transaction_id(id), until: later(until) }.into()
}
