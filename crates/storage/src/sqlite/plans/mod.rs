//! Tests of query plans: rows are found by an index, however many there are.

mod audit_log;
mod authentications;
mod cards;
mod listings;
mod merchants;
mod notifications;
mod payments;
mod retention;
mod sessions;

use primitives::{MerchantId, Reference, TransactionId};
use rusqlite::{Connection, params_from_iter};

use super::migrate;
use crate::{query::Query, step::Step, value::Value};

fn migrated() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    connection
}

fn merchant() -> MerchantId {
    MerchantId::new(1).unwrap()
}

fn transaction() -> TransactionId {
    TransactionId::new(10_000_000_000_000_000).unwrap()
}

fn reference() -> Reference {
    Reference::parse("a").unwrap()
}

fn check<T>(connection: &Connection, query: &Query<T>, expected: &[&str]) {
    assert_eq!(plan(connection, query.sql, &query.values), expected, "{}", query.sql);
}

fn check_step(connection: &Connection, step: &Step, expected: &str) {
    assert_eq!(plan(connection, step.sql, &step.values), [expected], "{}", step.sql);
}

fn plan(connection: &Connection, sql: &str, values: &[Value]) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let plan = statement.query_map(params_from_iter(values), |row| row.get(3)).unwrap();
    plan.map(Result::unwrap).collect()
}
