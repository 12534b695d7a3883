//! How PostgreSQL finds what is sealed under a data key, where its statistics are of another time.

use std::{path::Path, time::Duration};

use jiff::Timestamp;
use primitives::Secret;
use vault::SealedColumn;

use super::{Address, PostgresLimits, PostgresStore, transaction::BRIEFLY};
use crate::{
    keys::{data_keys, sealed},
    value::Value,
};

#[path = "../../../../tests/schema.rs"]
#[expect(dead_code, reason = "shared with suites that ask more of it")]
#[expect(clippy::disallowed_methods, reason = "asks which engine has its turn")]
mod schema;

use schema::Schema;

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::Blob(bytes) => {
            let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
            format!("'\\x{digits}'")
        }
    }
}

/// Returns the plan of a statement, after `before` in the same transaction.
fn plan(schema: &Schema, before: &str, sql: &str, values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(literal).collect();
    let name = schema.name();
    schema::run(&format!(
        "SET search_path = {name}; BEGIN; {before}; PREPARE asked AS {sql};
         EXPLAIN (COSTS OFF) EXECUTE asked ({}); ROLLBACK",
        values.join(", ")
    ))
}

/// A key was rotated, all values are sealed anew, and the statistics still say that all are under the old key. Nobody reads a table, of
/// which the end would be waited for: by all who add a card, where a key is retired.
#[tokio::test]
async fn statistics_of_before_a_rotation_do_not_make_anybody_read_a_table() {
    let Some(schema) = Schema::of_this_run() else { return };
    let address = Address::parse(&Secret::new(schema.url().to_owned()), Path::new("/dev/null")).unwrap();
    let limits = PostgresLimits {
        connections: 1,
        outcome: Duration::from_secs(60),
        statement: PostgresLimits::STATEMENT,
    };
    drop(PostgresStore::connect(address, limits).await.unwrap());
    let name = schema.name();
    schema::run(&format!(
        "SET search_path = {name}; SET session_replication_role = replica;
         ALTER TABLE cards SET (autovacuum_enabled = off);
         INSERT INTO cards (merchant_id, fingerprint, token, pan)
             SELECT 1, decode(lpad(to_hex(n), 64, '0'), 'hex'), 'T' || n, '\\x0100000001' || decode(repeat('ab', 40), 'hex')
             FROM generate_series(1, 20000) AS n;
         ANALYZE cards;
         UPDATE cards SET pan = '\\x0100000003' || substr(pan, 6)"
    ));
    let is_by_index = |plan: &str| {
        assert!(plan.contains("cards_by_data_key") && !plan.contains("Seq Scan on cards"), "{plan}");
    };
    let first = sealed::first_before(SealedColumn::CardNumber, 3);
    is_by_index(&plan(&schema, "SELECT 1", first.sql, &first.values));
    let retire = data_keys::retire(1, Timestamp::UNIX_EPOCH);
    assert!(retire.brief);
    is_by_index(&plan(&schema, BRIEFLY, retire.sql, &retire.values));
    // So it would be planned otherwise.
    let unbounded = plan(&schema, "SELECT 1", retire.sql, &retire.values);
    assert!(unbounded.contains("Seq Scan on cards"), "{unbounded}");
}
