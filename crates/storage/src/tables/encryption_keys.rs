//! Key pairs for encrypted cards: the public half as it is handed out, the private half sealed.

use domain::encryption_key::EncryptionKey;
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};
use rusqlite::{Connection, Row, params, types::Value};

use super::column::{moment, text, to_merchant, to_moment};
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

const OTHER_NAMES: &str = "SELECT COUNT(DISTINCT folded_name), CAST($4 AS INTEGER) FROM encryption_keys
    WHERE merchant_id = $1 AND folded_name <> $2 AND created_ms > $3";

/// Adds a key while the merchant has fewer than `max_names` other names; the id and the generation of the name
/// must be free.
pub(super) fn insert(
    key: &EncryptionKey,
    private_half: Vec<u8>,
    active_after: Timestamp,
    max_names: usize,
) -> Step {
    let merchant = Value::Integer(key.merchant.number());
    let folded = Value::Text(key.name.folded());
    let most = Value::Integer(i64::try_from(max_names).unwrap_or(i64::MAX));
    Step::new(
        "INSERT INTO encryption_keys (id, merchant_id, name, folded_name, generation, created_ms, modulus, exponent,
             private_half)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
         WHERE (SELECT COUNT(DISTINCT folded_name) FROM encryption_keys
                WHERE merchant_id = $2 AND folded_name <> $4 AND created_ms > $10) < $11
         ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(i64::from(key.id.number())),
            merchant.clone(),
            text(key.name.as_str()),
            folded.clone(),
            Value::Integer(key.generation),
            moment(key.created),
            text(&key.modulus),
            text(&key.exponent),
            Value::Blob(private_half),
            moment(active_after),
            most.clone(),
        ],
    )
    .or_ask(OTHER_NAMES, vec![merchant, folded, moment(active_after), most], too_many_or_taken)
}

fn too_many_or_taken(row: Option<&Row<'_>>) -> rusqlite::Result<Result<(), CommitError>> {
    let row = row.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let (others, most): (i64, i64) = (row.get(0)?, row.get(1)?);
    Ok(Err(if others >= most { CommitError::TooManyKeys } else { CommitError::IdTaken }))
}

pub(crate) fn newest(
    connection: &Connection,
    merchant: MerchantId,
    name: &KeyName,
) -> Result<Option<EncryptionKey>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, merchant_id, name, generation, created_ms, modulus, exponent FROM encryption_keys
         WHERE merchant_id = $1 AND folded_name = $2 ORDER BY generation DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![merchant.number(), name.folded()])?;
    rows.next()?.map(read).transpose()
}

pub(crate) fn find(
    connection: &Connection,
    id: EncryptionKeyId,
) -> Result<Option<(EncryptionKey, Vec<u8>)>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, merchant_id, name, generation, created_ms, modulus, exponent, private_half FROM encryption_keys
         WHERE id = $1",
    )?;
    let mut rows = statement.query([id.number()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((read(row)?, row.get(7)?)))
}

pub(crate) fn names(
    connection: &Connection,
    merchant: MerchantId,
    made_after: Timestamp,
) -> Result<usize, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT COUNT(DISTINCT folded_name) FROM encryption_keys WHERE merchant_id = $1 AND created_ms > $2",
    )?;
    let count: i64 =
        statement.query_row(params![merchant.number(), made_after.as_millisecond()], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

fn read(row: &Row<'_>) -> Result<EncryptionKey, ReadError> {
    let name: String = row.get(2)?;
    Ok(EncryptionKey {
        id: EncryptionKeyId::new(row.get(0)?).ok_or(Impossible("encryption_keys.id"))?,
        merchant: to_merchant(row.get(1)?, "encryption_keys.merchant_id")?,
        name: KeyName::parse(&name).ok_or(Impossible("encryption_keys.name"))?,
        generation: row.get(3)?,
        created: to_moment(row.get(4)?, "encryption_keys.created_ms")?,
        modulus: row.get(5)?,
        exponent: row.get(6)?,
    })
}
