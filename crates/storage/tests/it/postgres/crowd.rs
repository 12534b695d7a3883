//! A row that somebody else holds, and those who wait.

use std::{sync::Arc, thread::JoinHandle, time::Duration};

use domain::transaction::State;
use gateway::ports::{CommitError, KeyWrite, Store as _, StoreError};
use jiff::SignedDuration;
use vault::{DataKeyPurpose, SealedDataKey};

use crate::{
    house::postgres,
    schema::{self, Schema},
    things::{NOW, begin, merchant, update, with_merchant},
};

const UNAVAILABLE: Result<(), CommitError> = Err(CommitError::Store(StoreError::Unavailable));

/// Holds every claim of the schema for so long, from when this returns.
fn hold(schema: &Schema, seconds: u8) -> JoinHandle<()> {
    let name = schema.name();
    let sql = format!("BEGIN; SELECT FROM {name}.claims FOR UPDATE; SELECT pg_sleep({seconds}); COMMIT");
    let holder = std::thread::spawn(move || drop(schema::run(&sql)));
    let sleeping = format!(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%{name}%'"
    );
    while schema::run(&sleeping) == "0" {
        assert!(!holder.is_finished());
        std::thread::sleep(Duration::from_millis(10));
    }
    holder
}

/// Whoever wants the row is told within the time of a lock; the pool serves the others.
#[tokio::test]
async fn a_row_that_is_held_by_somebody_else() {
    let Some(schema) = Schema::of_this_run() else { return };
    let store = postgres(schema.url(), 2).await;
    with_merchant(&store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    let holder = hold(&schema, 8);
    let clock = store.clock();
    let before = clock.now();
    let free = async { store.commit(NOW, vec![merchant(2)]).await.map(|()| clock.now()) };
    let (late, free) = tokio::join!(store.commit(NOW, vec![begin(2, "a")]), free);
    assert_eq!(late, UNAVAILABLE);
    assert!(free.unwrap().duration_since(before) < SignedDuration::from_secs(2));
    assert!(clock.now().duration_since(before) < SignedDuration::from_secs(7));
    holder.join().unwrap();
    assert!(matches!(store.commit(NOW, vec![begin(2, "a")]).await, Err(CommitError::Claimed(_))));
}

/// Where more wait than can be served, those who only begin something are turned away at once, and who ends something
/// is not.
#[tokio::test]
async fn beginners_are_turned_away_first() {
    let Some(schema) = Schema::of_this_run() else { return };
    let store = Arc::new(postgres(schema.url(), 1).await);
    with_merchant(&*store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    let holder = hold(&schema, 3);
    let clock = store.clock();
    let before = clock.now();
    let mut beginners = tokio::task::JoinSet::new();
    for number in 2..200 {
        let store = Arc::clone(&store);
        beginners.spawn(async move { store.commit(NOW, vec![begin(number, "a")]).await });
    }
    // One has the connection, 65 wait for it, and the first answers are those of the others.
    for _ in 0..130 {
        assert_eq!(beginners.join_next().await.unwrap().unwrap(), UNAVAILABLE);
    }
    assert!(clock.now().duration_since(before) < SignedDuration::from_secs(1));
    assert_eq!(store.commit(NOW, vec![update(1, 1, State::Reversed)]).await, Ok(()));
    holder.join().unwrap();
}

/// Who has added a card and does not commit keeps a data key from being retired, for three seconds. Then all others go on.
#[tokio::test]
async fn a_key_is_not_retired_for_long() {
    let Some(schema) = Schema::of_this_run() else { return };
    let store = postgres(schema.url(), 2).await;
    with_merchant(&store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    for id in [1, 3] {
        let key = SealedDataKey { id, purpose: DataKeyPurpose::Seal, sealed: vec![7; 40] };
        store.commit(NOW, vec![KeyWrite::AddDataKey(key).into()]).await.unwrap();
    }
    // The lock is one of the whole database.
    let name = schema.name();
    let sql =
        format!("BEGIN; SELECT pg_advisory_xact_lock_shared(-7421); SELECT '{name}', pg_sleep(8); COMMIT");
    let holder = std::thread::spawn(move || drop(schema::run(&sql)));
    let sleeping = format!(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%{name}%'"
    );
    while schema::run(&sleeping) == "0" {
        assert!(!holder.is_finished());
        std::thread::sleep(Duration::from_millis(10));
    }
    let clock = store.clock();
    let before = clock.now();
    let retire = || store.commit(NOW, vec![KeyWrite::RetireDataKey { id: 1 }.into()]);
    assert_eq!(retire().await, UNAVAILABLE);
    let waited = clock.now().duration_since(before);
    assert!(waited < SignedDuration::from_millis(4_500), "{waited:?}");
    holder.join().unwrap();
    assert_eq!(retire().await, Ok(()));
}
