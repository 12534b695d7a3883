//! Merchants and the hashes of their access keys.

use domain::merchant::{Merchant, MerchantStatus};
use gateway::ports::{CommitError, Credentials};
use jiff::Timestamp;
use primitives::MerchantId;
use rusqlite::{Connection, Row, params, types::Value};

use super::column::{moment, text, to_merchant};
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

pub(super) fn insert(merchant: &Merchant, now: Timestamp) -> Step {
    Step::new(
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
        "UPDATE merchants SET status = $1 WHERE id = $2",
        vec![text(status.as_str()), Value::Integer(merchant.number())],
    )
    .or_fail(CommitError::NoSuchMerchant)
}

pub(super) fn add_access_key(merchant: MerchantId, hash: Vec<u8>) -> Step {
    Step::new(
        "INSERT INTO access_keys (merchant_id, hash, good_until_ms) SELECT id, $1, NULL FROM merchants WHERE id = $2",
        vec![Value::Blob(hash), Value::Integer(merchant.number())],
    )
    .or_fail(CommitError::NoSuchMerchant)
}

pub(super) fn end_access_keys(merchant: MerchantId, at: Timestamp) -> Step {
    Step::new(
        "UPDATE access_keys SET good_until_ms = $1
         WHERE merchant_id = $2 AND (good_until_ms IS NULL OR good_until_ms > $1)",
        vec![moment(at), Value::Integer(merchant.number())],
    )
}

pub(crate) fn credentials(
    connection: &Connection,
    merchant: MerchantId,
    now: Timestamp,
) -> Result<Option<Credentials>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.id, m.name, m.status, k.hash FROM merchants m
         LEFT JOIN access_keys k ON k.merchant_id = m.id AND (k.good_until_ms IS NULL OR k.good_until_ms > $1)
         WHERE m.id = $2",
    )?;
    let mut rows = statement.query(params![now.as_millisecond(), merchant.number()])?;
    let mut known = None;
    while let Some(row) = rows.next()? {
        let credentials = match &mut known {
            Some(credentials) => credentials,
            None => known.insert(Credentials { merchant: read(row)?, access_key_hashes: Vec::new() }),
        };
        let hash: Option<Vec<u8>> = row.get(3)?;
        credentials.access_key_hashes.extend(hash);
    }
    Ok(known)
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<Merchant>, ReadError> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, status FROM merchants ORDER BY created_ms, id")?;
    let mut rows = statement.query([])?;
    let mut merchants = Vec::new();
    while let Some(row) = rows.next()? {
        merchants.push(read(row)?);
    }
    Ok(merchants)
}

fn read(row: &Row<'_>) -> Result<Merchant, ReadError> {
    let status: String = row.get(2)?;
    Ok(Merchant {
        id: to_merchant(row.get(0)?, "merchants.id")?,
        name: row.get(1)?,
        status: MerchantStatus::parse(&status).ok_or(Impossible("merchants.status"))?,
    })
}
