//! The buckets of limits that instances share.

use std::sync::Arc;

use gateway::ports::{LimitWrite, Store, TakenFromBucket, Write};
use jiff::Timestamp;
use tokio::task::JoinSet;

use crate::{
    house::House,
    things::{NOW, later},
};

fn take(bucket: &str, missing_us: i64) -> Write {
    LimitWrite::Take { bucket: bucket.to_owned(), missing_us }.into()
}

async fn all(store: &dyn Store, since: Timestamp) -> Vec<(String, i64)> {
    let rows = store.taken_from_buckets(since, 10).await.unwrap();
    rows.into_iter().map(|TakenFromBucket { bucket, full_at_us }| (bucket, full_at_us)).collect()
}

#[tokio::test]
async fn what_is_taken_adds_up_and_flows_back() {
    let house = House::new();
    let store = house.open().await;
    store.commit(NOW, vec![take("a", 5_000_000), take("b", 1)]).await.unwrap();
    store.commit(later(2), vec![take("a", 1_000_000)]).await.unwrap();
    assert_eq!(all(&*store, later(1)).await, [("a".to_owned(), 6_000_000)]);
    // After ten seconds it was full: what is taken then begins anew.
    store.commit(later(10), vec![take("a", 1_000_000)]).await.unwrap();
    assert_eq!(all(&*store, NOW).await, [("a".to_owned(), 11_000_000), ("b".to_owned(), 1)]);
    assert_eq!(store.taken_from_buckets(NOW, 1).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_another_takes_is_lost() {
    let house = House::new();
    let (one, other) = (house.open().await, house.open().await);
    let mut tasks = JoinSet::new();
    for number in 0..40 {
        let store = Arc::clone(if number % 2 == 0 { &one } else { &other });
        tasks.spawn(async move { store.commit(NOW, vec![take("a", 1_000), take("b", 10)]).await.unwrap() });
    }
    tasks.join_all().await;
    let mut rows = all(&*one, NOW).await;
    rows.sort();
    assert_eq!(rows, [("a".to_owned(), 40_000), ("b".to_owned(), 400)]);
}

#[tokio::test]
async fn a_full_bucket_is_forgotten_once_all_have_read_it() {
    let house = House::new();
    let store = house.open().await;
    store.commit(NOW, vec![take("full", 1_000_000), take("empty", 3_600_000_000)]).await.unwrap();
    let forget = |at| vec![LimitWrite::Forget { full_by: at }.into()];
    store.commit(later(30), forget(later(30))).await.unwrap();
    assert_eq!(all(&*store, NOW).await.len(), 2);
    store.commit(later(90), forget(later(90))).await.unwrap();
    assert_eq!(all(&*store, NOW).await, [("empty".to_owned(), 3_600_000_000)]);
}
