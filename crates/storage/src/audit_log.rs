//! The audit log: who did what to which thing, and when. A line is written in the same commit as the thing, never
//! changes, and is deleted when its time is over.

use gateway::ports::AuditLine;
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{count, moment, text},
    cells::Cell,
    columns::Column,
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

macro_rules! oldest {
    ($columns:literal) => {
        concat!(
            "(SELECT ",
            $columns,
            " FROM (SELECT id, at_ms FROM audit_log ORDER BY id LIMIT $1) AS oldest WHERE at_ms <= $2)"
        )
    };
}

/// Counts the lines of `limit` or before among the `most` oldest. Ids rise in the order in which lines were written.
pub(super) fn count_oldest(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: concat!("SELECT COUNT(*) FROM ", oldest!("id"), " AS due"),
        values: vec![count(most), moment(limit)],
        read: |row| row.integer(Column::only("audit_log")),
    }
}

pub(super) fn delete_oldest(limit: Timestamp, most: usize) -> Step {
    const SQL: &str = concat!("DELETE FROM audit_log WHERE id IN ", oldest!("id"));
    Step::new(Table::AuditLog, SQL, vec![count(most), moment(limit)])
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
