//! Who did what to which thing, when: written with the thing, never changed.

use gateway::ports::AuditLine;
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{moment, text},
    step::Step,
    table::Table,
    value::Value,
};

/// In the place of a merchant: the gateway itself.
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
}
