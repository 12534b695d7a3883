//! All or nothing each, many at a time, on disk when they return.

use std::sync::Arc;

use gateway::ports::CommitError;

use crate::{
    house::House,
    things::{NOW, audit, begin, merchant, version, with_merchant},
};

#[tokio::test]
async fn what_fails_leaves_nothing_of_its_commit() {
    let house = House::new();
    let store = house.open().await;
    store.commit(NOW, vec![merchant(1)]).await.unwrap();
    let half = store.commit(NOW, vec![merchant(2), merchant(1)]).await;
    assert_eq!(half, Err(CommitError::IdTaken));
    assert_eq!(store.merchants().await.unwrap().len(), 1);
    // And the store serves on as if nothing had been.
    store.commit(NOW, vec![merchant(2)]).await.unwrap();
}

/// Pairs of callers want the same id: one of a pair fails, and its neighbours do not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_fails_takes_nobody_with_it() {
    let house = House::new();
    let store = house.open().await;
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.commit(NOW, vec![merchant(number / 2)]).await })
        })
        .collect();
    let mut written = 0;
    for caller in callers {
        match caller.await.unwrap() {
            Ok(()) => written += 1,
            Err(error) => assert_eq!(error, CommitError::IdTaken),
        }
    }
    assert_eq!(written, 500);
    assert_eq!(store.merchants().await.unwrap().len(), 500);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_the_store_is_opened_again() {
    let house = House::new();
    house.open().await.commit(NOW, vec![merchant(1)]).await.unwrap();
    assert_eq!(house.open().await.merchants().await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_stores_in_one_place_see_each_other() {
    let house = House::new();
    let (left, right) = (house.open().await, house.open().await);
    left.commit(NOW, vec![merchant(1)]).await.unwrap();
    right.commit(NOW, vec![merchant(2)]).await.unwrap();
    assert_eq!(left.commit(NOW, vec![merchant(2)]).await, Err(CommitError::IdTaken));
    assert_eq!(left.merchants().await.unwrap(), right.merchants().await.unwrap());
}

/// A caller that goes away leaves a whole commit or none, and a store that serves on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_that_go_away_leave_nothing_half_done() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for number in 0..300_u64 {
        let name = i64::try_from(number).unwrap();
        let order = format!("order-{number}");
        let commit = store.commit(NOW, vec![begin(name, &order), audit(&order)]);
        // Away before the first step, in the middle, or after the last.
        drop(tokio::time::timeout(std::time::Duration::from_micros(number * 10), commit).await);
    }
    // Whoever was left in a transaction would hold the row of its claim: every order can be paid now, or was.
    for number in 0..300_i64 {
        let order = format!("order-{number}");
        let again = store.commit(NOW, vec![begin(1_000 + number, &order)]).await;
        let first = version(&*store, number).await;
        match again {
            Ok(()) => assert_eq!(first, None, "{order}: two payments hold one claim"),
            Err(CommitError::Claimed(_)) => assert_eq!(first, Some(1), "{order}: a claim of nobody"),
            Err(error) => panic!("{order}: {error}"),
        }
    }
    store.check().await.unwrap();
}
