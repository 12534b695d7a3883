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

/// Returns the rows that a query finds behind the gateway's back: the columns of each as texts, with `|` between them.
pub(crate) fn query_sql(gateway: &Gateway, sql: &str) -> Vec<String> {
    if let Some((_, database)) = gateway.environment().first() {
        let words = ["-XqAt", "-v", "ON_ERROR_STOP=1", database, "-c", sql];
        let output = Command::new("psql").args(words).output().unwrap();
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        return String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    }
    let store = rusqlite::Connection::open(gateway.data().join("guichet.db")).unwrap();
    let mut statement = store.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let texts: Result<Vec<String>, _> = (0..columns)
            .map(|column| {
                row.get_ref(column).map(|value| match value {
                    rusqlite::types::ValueRef::Null => String::new(),
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    other => panic!("{sql}: {other:?}"),
                })
            })
            .collect();
        texts.map(|texts| texts.join("|"))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}
