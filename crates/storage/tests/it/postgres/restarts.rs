//! A server that is killed while somebody waits for the answer to a COMMIT, and started again.

use std::sync::Arc;

use gateway::ports::{CommitError, Store as _, StoreError};

use crate::{
    house::postgres,
    line::{HOLD_BEFORE, Line},
    postgres::servers::{eventually, make_server, pay},
    schema::is_turn_of_postgres,
    things::{version, with_merchant},
};

/// Nothing of a transaction is left whose COMMIT had not arrived.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_had_not_arrived_is_undone() {
    if !is_turn_of_postgres() {
        return;
    }
    let mut server = make_server("restarts");
    let line = Line::to_socket(server.socket().display().to_string()).await;
    let store = Arc::new(postgres(&line.through(&server.url("it")), 2).await);
    with_merchant(&*store).await;
    line.cut_at_commit(HOLD_BEFORE);
    let commit = pay(&store, 1);
    eventually("COMMIT", || line.was_cut_at_commit()).await;
    server.kill().unwrap();
    server.start().unwrap();
    assert_eq!(commit.await.unwrap(), Err(CommitError::Store(StoreError::Unavailable)));
    assert_eq!(version(&*store, 1).await, None);
    assert_eq!(pay(&store, 2).await.unwrap(), Ok(()));
    store.check().await.unwrap();
}
