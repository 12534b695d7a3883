//! The blocks of the audit log. Their numbers rise by one.

use gateway::ports::{AuditBlock, CommitError};

use crate::{bind::count, columns::table, query::Query, step::Step, table::Table, value::Value};

table! {
    audit_blocks: number, after_id, last_id, line_count, newest_ms, made_ms, digest, previous, hash
}

pub(crate) fn from(number: i64, most: usize) -> Query<AuditBlock> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM audit_blocks WHERE number >= $1 ORDER BY number LIMIT $2"),
        values: vec![Value::Integer(number), count(most)],
        read: |row| {
            Ok(AuditBlock {
                number: row.integer(COLUMN.number)?,
                after: row.integer(COLUMN.after_id)?,
                last: row.integer(COLUMN.last_id)?,
                lines: row.integer(COLUMN.line_count)?,
                newest_ms: row.integer(COLUMN.newest_ms)?,
                made_ms: row.integer(COLUMN.made_ms)?,
                digest: row.blob(COLUMN.digest)?.to_vec(),
                previous: row.blob(COLUMN.previous)?.to_vec(),
                hash: row.blob(COLUMN.hash)?.to_vec(),
            })
        },
    }
}

/// Fails where another instance has added the block of this number first.
pub(crate) fn add(block: AuditBlock) -> Step {
    Step::new(
        Table::AuditBlocks,
        concat!(
            "INSERT INTO audit_blocks (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO NOTHING"
        ),
        vec![
            Value::Integer(block.number),
            Value::Integer(block.after),
            Value::Integer(block.last),
            Value::Integer(block.lines),
            Value::Integer(block.newest_ms),
            Value::Integer(block.made_ms),
            Value::Blob(block.digest),
            Value::Blob(block.previous),
            Value::Blob(block.hash),
        ],
    )
    .or_fail(CommitError::Stale)
}

pub(crate) fn delete_before(number: i64) -> Step {
    const SQL: &str = "DELETE FROM audit_blocks WHERE number < $1";
    Step::new(Table::AuditBlocks, SQL, vec![Value::Integer(number)])
}
