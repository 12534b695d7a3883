//! Key pairs for encrypted cards: the public half as it is handed out, the private half sealed.

use domain::encryption_key::EncryptionKey;
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};

use crate::{
    cells::Cells,
    column::{moment, text, to_blob, to_integer, to_merchant, to_moment, to_text},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

const OTHER_NAMES: &str = "SELECT COUNT(DISTINCT folded_name), CAST($1 AS BIGINT) FROM encryption_keys
    WHERE merchant_id = $2 AND folded_name <> $3 AND created_ms > $4";

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
        Table::EncryptionKeys,
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
    .alone(key.merchant.number())
    .or_ask(OTHER_NAMES, vec![most, merchant, folded, moment(active_after)], too_many_or_taken)
}

fn too_many_or_taken(row: Option<&dyn Cells>) -> Result<Result<(), CommitError>, Impossible> {
    let row = row.ok_or(Impossible("encryption_keys"))?;
    let others = to_integer(row, 0, "encryption_keys")?;
    let most = to_integer(row, 1, "encryption_keys")?;
    Ok(Err(if others >= most { CommitError::TooManyKeys } else { CommitError::IdTaken }))
}

pub(crate) fn newest(merchant: MerchantId, name: &KeyName) -> Query<EncryptionKey> {
    Query {
        sql: "SELECT id, merchant_id, name, generation, created_ms, modulus, exponent FROM encryption_keys
              WHERE merchant_id = $1 AND folded_name = $2 ORDER BY generation DESC LIMIT 1",
        values: vec![Value::Integer(merchant.number()), Value::Text(name.folded())],
        read,
    }
}

pub(crate) fn find(id: EncryptionKeyId) -> Query<(EncryptionKey, Vec<u8>)> {
    Query {
        sql: "SELECT id, merchant_id, name, generation, created_ms, modulus, exponent, private_half
              FROM encryption_keys WHERE id = $1",
        values: vec![Value::Integer(i64::from(id.number()))],
        read: |row| Ok((read(row)?, to_blob(row, 7, "encryption_keys.private_half")?.to_vec())),
    }
}

pub(crate) fn names(merchant: MerchantId, made_after: Timestamp) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(DISTINCT folded_name) FROM encryption_keys WHERE merchant_id = $1 AND created_ms > $2",
        values: vec![Value::Integer(merchant.number()), moment(made_after)],
        read: |row| to_integer(row, 0, "encryption_keys"),
    }
}

fn read(row: &dyn Cells) -> Result<EncryptionKey, Impossible> {
    let id = to_integer(row, 0, "encryption_keys.id")?.try_into().ok();
    Ok(EncryptionKey {
        id: id.and_then(EncryptionKeyId::new).ok_or(Impossible("encryption_keys.id"))?,
        merchant: to_merchant(row, 1, "encryption_keys.merchant_id")?,
        name: KeyName::parse(to_text(row, 2, "encryption_keys.name")?)
            .ok_or(Impossible("encryption_keys.name"))?,
        generation: to_integer(row, 3, "encryption_keys.generation")?,
        created: to_moment(row, 4, "encryption_keys.created_ms")?,
        modulus: to_text(row, 5, "encryption_keys.modulus")?.to_owned(),
        exponent: to_text(row, 6, "encryption_keys.exponent")?.to_owned(),
    })
}
