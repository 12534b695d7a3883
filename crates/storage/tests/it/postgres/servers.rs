//! Servers of a test's own, which it may kill, and what is done with them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use gateway::ports::{CommitError, Store as _};
use rig::Cluster;
use storage::PostgresStore;
use tokio::task::JoinHandle;

use crate::things::{NOW, audit, begin};

/// With the schema `it`.
pub(super) fn make_server(name: &str) -> Cluster {
    let directory = std::env::temp_dir().join(format!("guichet-{name}-{}", std::process::id()));
    let cluster = Cluster::make(&directory).unwrap();
    cluster.execute("CREATE SCHEMA it").unwrap();
    cluster
}

pub(super) async fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(60), "no {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A commit that touches money, in a task of its own.
pub(super) fn pay(store: &Arc<PostgresStore>, number: i64) -> JoinHandle<Result<(), CommitError>> {
    let (store, order) = (Arc::clone(store), format!("order-{number}"));
    let writes = vec![begin(number, &order), audit(&order)];
    tokio::spawn(async move { store.commit(NOW, writes).await })
}
