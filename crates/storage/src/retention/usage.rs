//! What a store holds: the rows, bytes and oldest row of each table that grows.
//!
//! The time does not grow with the store: rows are counted up to a number, and estimated beyond it, and the oldest row is found by
//! an index. An operator who wants exact numbers waits for them.

use std::collections::HashMap;

use gateway::ports::{StoreError, TableUsage, Usage};
use jiff::Timestamp;

use crate::{bind::count, cells::Cells, columns::Column, engine::Engine, error::Impossible, query::Query};

/// The number of rows up to which they are counted.
const MAX_COUNTED: usize = 100_000;
/// The bytes of a store up to which the tables' parts of it are told where all of it is read for that.
const MAX_BYTES_READ: i64 = 2 << 30;

/// A table by its name for operators, its name in the store, and the queries about it.
struct Told {
    name: &'static str,
    table: &'static str,
    /// Counts the rows up to a number.
    counted: &'static str,
    /// Estimates the number of rows, where rows have ascending row ids.
    by_row_ids: &'static str,
    /// Finds the time of the oldest row.
    oldest: &'static str,
}

macro_rules! told {
    ($($name:literal: $table:literal, $oldest:literal;)+) => {
        [$(Told {
            name: $name,
            table: $table,
            counted: concat!("SELECT COUNT(*) FROM (SELECT 1 FROM ", $table, " LIMIT $1) AS counted"),
            by_row_ids: concat!(
                "SELECT (SELECT MAX(rowid) FROM ", $table, ") - (SELECT MIN(rowid) FROM ", $table, ") + 1"
            ),
            oldest: $oldest,
        }),+]
    };
}

/// Ids of payments, actions and lines begin with their time in milliseconds, and are found merchant by merchant.
const TABLES: [Told; 14] = told! {
    "payments": "transactions",
        "SELECT MIN((SELECT MIN(t.id) FROM transactions t WHERE t.merchant_id = m.id)) / 10000 FROM merchants m";
    "actions": "actions",
        "SELECT MIN((SELECT MIN(a.id) FROM actions a WHERE a.merchant_id = m.id)) / 10000 FROM merchants m";
    "sessions": "sessions", "SELECT created_ms FROM sessions ORDER BY number LIMIT 1";
    "payment links": "payment_links", "SELECT created_ms FROM payment_links ORDER BY number LIMIT 1";
    "cards": "cards", "SELECT MIN(used_ms) FROM cards";
    "notifications": "notifications", "SELECT made_ms FROM notifications ORDER BY id LIMIT 1";
    // Attempts are kept as long as their notification. Some of the oldest have none.
    "notification attempts": "notification_attempts",
        "SELECT MIN(a.at_ms) FROM (SELECT merchant_id, kind, subject FROM notifications ORDER BY id LIMIT 1000) AS n
         JOIN notification_attempts a ON a.merchant_id = n.merchant_id AND a.kind = n.kind AND a.subject = n.subject";
    "remittance lines": "remittance_lines",
        "SELECT MIN((SELECT MIN(l.entry_id) FROM remittance_lines l WHERE l.merchant_id = m.id)) / 10000 FROM merchants m";
    "remittances": "remittances", "SELECT made_ms FROM remittances ORDER BY day LIMIT 1";
    "transfers": "transfers",
        "SELECT MIN((SELECT MIN(t.id) FROM transfers t WHERE t.merchant_id = m.id)) / 10000 FROM merchants m";
    "payees": "transfer_payees", "SELECT MIN(made_ms) FROM transfer_payees";
    "claims": "claims", "SELECT MIN(until_ms) FROM claims WHERE until_ms < 9223372036854775807";
    "idempotency records": "requests", "SELECT MIN(until_ms) FROM requests";
    "audit lines": "audit_log", "SELECT at_ms FROM audit_log ORDER BY id LIMIT 1";
};

pub(super) async fn of<E: Engine>(engine: &E, exact: bool) -> Result<Usage, StoreError> {
    let number = |sql| Query {
        sql,
        values: Vec::new(),
        read: |row| Ok(row.maybe_integer(Column::only("store.number"))?.unwrap_or(0)),
    };
    let schema = engine.first(number("SELECT MAX(number) FROM migrations")).await?.unwrap_or(0);
    let bytes = engine.first(number(E::MEASURES.bytes)).await?.unwrap_or(0);
    let sizes = if exact || !E::MEASURES.reads_all || bytes <= MAX_BYTES_READ {
        Some(by_table(engine, E::MEASURES.bytes_by_table).await?)
    } else {
        None
    };
    let estimates = match E::MEASURES.rows_by_table {
        Some(sql) if !exact => by_table(engine, sql).await?,
        _ => HashMap::new(),
    };
    let most = if exact { usize::MAX } else { MAX_COUNTED };
    let mut tables = Vec::with_capacity(TABLES.len());
    for Told { name, table, counted, by_row_ids, oldest } in TABLES {
        let rows = engine.first(Query { values: vec![count(most)], ..number(counted) }).await?.unwrap_or(0);
        // More than `most` are not counted.
        let is_estimate = usize::try_from(rows).is_ok_and(|rows| rows == most);
        let rows = match is_estimate {
            false => rows,
            true if E::MEASURES.rows_by_table.is_some() => {
                estimates.get(table).copied().unwrap_or(0).max(rows)
            }
            true => engine.first(number(by_row_ids)).await?.unwrap_or(0).max(rows),
        };
        let oldest = engine.first(Query { sql: oldest, values: Vec::new(), read: read_moment }).await?;
        let bytes = sizes.as_ref().map(|sizes| sizes.get(table).copied().unwrap_or(0));
        tables.push(TableUsage { name, rows, is_estimate, bytes, oldest: oldest.flatten() });
    }
    Ok(Usage { engine: E::NAME, schema, bytes, tables })
}

async fn by_table<E: Engine>(engine: &E, sql: &'static str) -> Result<HashMap<String, i64>, StoreError> {
    let read = |row: &dyn Cells| -> Result<(String, i64), Impossible> {
        Ok((
            row.text(Column::nth(0, "tables.name"))?.to_owned(),
            row.integer(Column::nth(1, "tables.number"))?,
        ))
    };
    Ok(engine.all(Query { sql, values: Vec::new(), read }).await?.into_iter().collect())
}

fn read_moment(row: &dyn Cells) -> Result<Option<Timestamp>, Impossible> {
    row.maybe_moment(Column::only("tables.oldest"))
}
