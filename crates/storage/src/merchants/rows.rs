//! Merchants and the hashes of their access keys.

use domain::merchant::{Merchant, MerchantStatus};
use gateway::ports::{CommitError, Credentials};
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    cells::Cells,
    column::{moment, text, to_maybe_blob, to_merchant, to_text},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

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

pub(super) fn add_access_key(merchant: MerchantId, hash: Vec<u8>) -> Step {
    Step::new(
        Table::AccessKeys,
        "INSERT INTO access_keys (merchant_id, hash, good_until_ms) SELECT id, $1, NULL FROM merchants WHERE id = $2",
        vec![Value::Blob(hash), Value::Integer(merchant.number())],
    )
    .or_fail(CommitError::NoSuchMerchant)
}

pub(super) fn end_access_keys(merchant: MerchantId, at: Timestamp) -> Step {
    Step::new(
        Table::AccessKeys,
        "UPDATE access_keys SET good_until_ms = $1
         WHERE merchant_id = $2 AND (good_until_ms IS NULL OR good_until_ms > $1)",
        vec![moment(at), Value::Integer(merchant.number())],
    )
}

/// A row for each key, and one without where there is none.
pub(crate) fn credentials(merchant: MerchantId, now: Timestamp) -> Query<(Merchant, Option<Vec<u8>>)> {
    Query {
        sql: "SELECT m.id, m.name, m.status, k.hash FROM merchants m
              LEFT JOIN access_keys k ON k.merchant_id = m.id AND (k.good_until_ms IS NULL OR k.good_until_ms > $1)
              WHERE m.id = $2",
        values: vec![moment(now), Value::Integer(merchant.number())],
        read: |row| {
            let hash = to_maybe_blob(row, 3, "access_keys.hash")?;
            Ok((read(row)?, hash.map(<[u8]>::to_vec)))
        },
    }
}

pub(crate) fn with_keys(rows: Vec<(Merchant, Option<Vec<u8>>)>) -> Option<Credentials> {
    let mut known = None;
    for (merchant, hash) in rows {
        let credentials = known.get_or_insert(Credentials { merchant, access_key_hashes: Vec::new() });
        credentials.access_key_hashes.extend(hash);
    }
    known
}

pub(crate) fn all() -> Query<Merchant> {
    Query { sql: "SELECT id, name, status FROM merchants ORDER BY created_ms, id", values: Vec::new(), read }
}

/// From the first three columns.
pub(super) fn read(row: &dyn Cells) -> Result<Merchant, Impossible> {
    let status = to_text(row, 2, "merchants.status")?;
    Ok(Merchant {
        id: to_merchant(row, 0, "merchants.id")?,
        name: to_text(row, 1, "merchants.name")?.to_owned(),
        status: MerchantStatus::parse(status).ok_or(Impossible("merchants.status"))?,
    })
}
