//! How long a statement may take.

use std::time::Duration;

use gateway::ports::{Retentions as _, StoreError};
use storage::{PostgresLimits, PostgresStore};

use crate::{
    house::{address, limits, postgres},
    schema::{self, Schema},
};

/// A command of an operator may read all of a table, which takes longer than a request may.
#[tokio::test]
async fn an_operators_statement_may_take_longer() {
    let Some(schema) = Schema::of_this_run() else { return };
    let name = schema.name();
    drop(postgres(schema.url(), 1).await);
    // Every look at the claims takes three seconds.
    schema::run(&format!(
        "SET search_path = {name}; ALTER TABLE claims RENAME TO claims_at_rest;
         CREATE VIEW claims AS SELECT claims_at_rest.* FROM pg_sleep(3) LEFT JOIN claims_at_rest ON true"
    ));
    let usage = async |statement| {
        let limits = PostgresLimits { statement, ..limits(1) };
        let store = PostgresStore::connect(address(schema.url()), limits).await.unwrap();
        store.usage(true).await.map(|usage| usage.tables.is_empty())
    };
    assert_eq!(usage(Duration::from_millis(1_500)).await, Err(StoreError::Unavailable));
    assert_eq!(usage(Duration::from_secs(60)).await, Ok(false));
}
