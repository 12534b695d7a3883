//! Who did what to which thing, when: written with the thing, never changed.

use gateway::ports::AuditLine;
use jiff::Timestamp;

use crate::{
    bind::{moment, text},
    step::Step,
    table::Table,
    value::Value,
};

pub(super) fn insert(at: Timestamp, line: AuditLine) -> Step {
    Step::new(
        Table::AuditLog,
        "INSERT INTO audit_log (at_ms, merchant_id, action, subject) VALUES ($1, $2, $3, $4)",
        vec![
            moment(at),
            line.merchant.map_or(Value::Null, |merchant| Value::Integer(merchant.number())),
            text(line.action),
            Value::Text(line.subject),
        ],
    )
}
