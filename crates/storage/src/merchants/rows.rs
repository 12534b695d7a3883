//! Merchants.

use domain::merchant::{Merchant, MerchantStatus};
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    merchants: id, name, status
}
pub(super) use columns as merchant_columns;

pub(super) fn insert(merchant: &Merchant, now: Timestamp) -> Step {
    Step::new(
        Table::Merchants,
        "INSERT INTO merchants (id, name, status, created_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(merchant.id.number()),
            text(&merchant.name),
            text(merchant.status.as_str()),
            moment(now),
        ],
    )
    .or_fail(CommitError::IdTaken)
}

pub(super) fn set_status(merchant: MerchantId, status: MerchantStatus) -> Step {
    Step::new(
        Table::Merchants,
        "UPDATE merchants SET status = $1 WHERE id = $2",
        vec![text(status.as_str()), Value::Integer(merchant.number())],
    )
    .or_fail(CommitError::NoSuchMerchant)
}

/// Counts a change of what the merchant has set up.
pub(super) fn change_setup(merchant: MerchantId, version: i64) -> Step {
    Step::new(
        Table::Merchants,
        "UPDATE merchants SET setup_version = setup_version + 1 WHERE id = $1 AND setup_version = $2",
        vec![Value::Integer(merchant.number()), Value::Integer(version)],
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn setup_version(merchant: MerchantId) -> Query<i64> {
    Query {
        sql: "SELECT setup_version FROM merchants WHERE id = $1",
        values: vec![Value::Integer(merchant.number())],
        read: |row| row.integer(Column::only("merchants.setup_version")),
    }
}

pub(crate) fn all() -> Query<Merchant> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM merchants ORDER BY created_ms, id"),
        values: Vec::new(),
        read,
    }
}

pub(super) fn read(row: &dyn Cells) -> Result<Merchant, Impossible> {
    Ok(Merchant {
        id: row.merchant(COLUMN.id)?,
        name: row.text(COLUMN.name)?.to_owned(),
        status: row.parsed(COLUMN.status, MerchantStatus::parse)?,
    })
}
