//! The audit log: who did what to which thing, and when. A line is written in the same commit as the thing, and never
//! changes.

use gateway::ports::AuditLine;
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{moment, text},
    cells::Cell,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

/// The merchant number of a line about the gateway itself.
const GATEWAY: i64 = 0;

pub(super) fn insert(at: Timestamp, line: AuditLine) -> Step {
    Step::new(
        Table::AuditLog,
        "INSERT INTO audit_log (at_ms, merchant_id, action, subject) VALUES ($1, $2, $3, $4)",
        vec![
            moment(at),
            Value::Integer(line.merchant.map_or(GATEWAY, MerchantId::number)),
            text(line.action),
            Value::Text(line.subject),
        ],
    )
    .with_witness(is_written)
}

/// The query reads only the newest million lines: fewer are written while somebody waits for the outcome of a commit.
/// A row's `xmin` is the lower half of the id of the transaction that wrote it.
const IS_WRITTEN: &str = "\
    SELECT COUNT(*) FROM audit_log
    WHERE at_ms = $1 AND merchant_id = $2 AND action = $3 AND subject = $4
      AND xmin = ($5 & 4294967295)::text::xid AND id > (SELECT MAX(id) FROM audit_log) - 1000000";

fn is_written(values: &[Value], transaction: i64) -> Query<bool> {
    let values = values.iter().cloned().chain([Value::Integer(transaction)]).collect();
    Query { sql: IS_WRITTEN, values, read: |row| Ok(matches!(row.cell(0), Cell::Integer(1..))) }
}
