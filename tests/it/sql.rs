//! Statements on the store of a gateway, behind its back.

use std::process::Command;

use crate::harness::Gateway;

/// Changes the store behind the gateway's back.
pub(crate) fn run_sql(gateway: &Gateway, sql: &str) {
    if let Some((_, database)) = gateway.environment().first() {
        let words = ["-XqAt", "-v", "ON_ERROR_STOP=1", database, "-c", sql];
        assert!(Command::new("psql").args(words).status().unwrap().success(), "{sql}");
    } else {
        let store = rusqlite::Connection::open(gateway.data().join("guichet.db")).unwrap();
        store.execute_batch(sql).unwrap();
    }
}
