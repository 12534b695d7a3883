//! What a store holds: the rows, bytes and oldest row of each table that grows.

use std::collections::HashMap;

use gateway::ports::{StoreError, TableUsage, Usage};
use jiff::Timestamp;

use crate::{cells::Cells, columns::Column, engine::Engine, error::Impossible, query::Query};

struct Counted {
    rows: i64,
    oldest: Option<Timestamp>,
}

/// A table by its name for operators, its name in the store, and the query that counts it.
struct Counting {
    name: &'static str,
    table: &'static str,
    sql: &'static str,
}

macro_rules! counting {
    ($($name:literal: $table:literal, $oldest:literal;)+) => {
        [$(Counting {
            name: $name,
            table: $table,
            sql: concat!("SELECT COUNT(*), MIN(", $oldest, ") FROM ", $table),
        }),+]
    };
}

const TABLES: [Counting; 11] = counting! {
    "payments": "transactions", "created_ms";
    "actions": "actions", "created_ms";
    "sessions": "sessions", "created_ms";
    "cards": "cards", "used_ms";
    "notifications": "notifications", "made_ms";
    "notification attempts": "notification_attempts", "at_ms";
    "remittance lines": "remittance_lines", "made_ms";
    "remittances": "remittances", "made_ms";
    "claims": "claims", "NULLIF(until_ms, 9223372036854775807)";
    "idempotency records": "requests", "until_ms";
    "audit lines": "audit_log", "at_ms";
};

pub(super) async fn of<E: Engine>(engine: &E) -> Result<Usage, StoreError> {
    let schema = Query {
        sql: "SELECT MAX(number) FROM migrations",
        values: Vec::new(),
        read: |row| row.integer(Column::only("migrations.number")),
    };
    let schema = engine.first(schema).await?.unwrap_or(0);
    let sizes = engine.all(Query { sql: E::SIZES, values: Vec::new(), read: read_size }).await?;
    let sizes: HashMap<String, i64> = sizes.into_iter().collect();
    let mut tables = Vec::with_capacity(TABLES.len());
    for Counting { name, table, sql } in TABLES {
        let counted = engine.first(Query { sql, values: Vec::new(), read: read_count }).await?;
        let Counted { rows, oldest } = counted.ok_or(StoreError::Inconsistent)?;
        tables.push(TableUsage { name, rows, bytes: sizes.get(table).copied().unwrap_or(0), oldest });
    }
    Ok(Usage { engine: E::NAME, schema, tables })
}

fn read_size(row: &dyn Cells) -> Result<(String, i64), Impossible> {
    Ok((row.text(Column::nth(0, "tables.name"))?.to_owned(), row.integer(Column::nth(1, "tables.bytes"))?))
}

fn read_count(row: &dyn Cells) -> Result<Counted, Impossible> {
    Ok(Counted {
        rows: row.integer(Column::nth(0, "tables.rows"))?,
        oldest: row.maybe_moment(Column::nth(1, "tables.oldest"))?,
    })
}
