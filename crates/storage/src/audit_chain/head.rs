//! The head of the audit log: one row, which is made with the table and only ever replaced.

use gateway::ports::{AuditHead, CommitError};

use crate::{columns::table, query::Query, step::Step, table::Table, value::Value};

table! {
    audit_head: version, began_ms, unstamped_to, first, first_previous, forgotten_to, forgot_ms, newest, newest_hash, last_id, hash,
        holder, held_until_ms
}

pub(crate) fn read() -> Query<AuditHead> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM audit_head"),
        values: Vec::new(),
        read: |row| {
            Ok(AuditHead {
                version: row.integer(COLUMN.version)?,
                began_ms: row.integer(COLUMN.began_ms)?,
                unstamped_to: row.integer(COLUMN.unstamped_to)?,
                first: row.integer(COLUMN.first)?,
                first_previous: row.blob(COLUMN.first_previous)?.to_vec(),
                forgotten_to: row.integer(COLUMN.forgotten_to)?,
                forgot_ms: row.integer(COLUMN.forgot_ms)?,
                newest: row.integer(COLUMN.newest)?,
                newest_hash: row.blob(COLUMN.newest_hash)?.to_vec(),
                last: row.integer(COLUMN.last_id)?,
                hash: row.maybe_blob(COLUMN.hash)?.map(<[u8]>::to_vec),
                holder: row.integer(COLUMN.holder)?,
                held_until_ms: row.integer(COLUMN.held_until_ms)?,
            })
        },
    }
}

/// Fails where the stored head has another version.
pub(crate) fn replace(head: AuditHead, version: i64) -> Step {
    Step::new(
        Table::AuditHead,
        "UPDATE audit_head SET version = $1, began_ms = $2, unstamped_to = $3, first = $4, first_previous = $5, forgotten_to = $6,
             forgot_ms = $7, newest = $8, newest_hash = $9, last_id = $10, hash = $11, holder = $12, held_until_ms = $13
         WHERE version = $14",
        vec![
            Value::Integer(head.version),
            Value::Integer(head.began_ms),
            Value::Integer(head.unstamped_to),
            Value::Integer(head.first),
            Value::Blob(head.first_previous),
            Value::Integer(head.forgotten_to),
            Value::Integer(head.forgot_ms),
            Value::Integer(head.newest),
            Value::Blob(head.newest_hash),
            Value::Integer(head.last),
            head.hash.map_or(Value::Null, Value::Blob),
            Value::Integer(head.holder),
            Value::Integer(head.held_until_ms),
            Value::Integer(version),
        ],
    )
    .or_fail(CommitError::Stale)
}
