//! Key pairs for encrypted cards: the public half as merchants receive it, and the private half sealed.

use domain::encryption_key::EncryptionKey;
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};

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
    encryption_keys: id, merchant_id, name, generation, created_ms, modulus, exponent
}

/// Only the query of the private half reads this column.
const PRIVATE_HALF: Column = Column::only("encryption_keys.private_half");

const OTHER_NAMES: &str = "SELECT COUNT(DISTINCT folded_name), CAST($1 AS BIGINT) FROM encryption_keys
    WHERE merchant_id = $2 AND folded_name <> $3 AND created_ms > $4";

/// Adds a key if the merchant has fewer than `max_names` other names, and if both the id and the generation of the
/// name are free.
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
    let row = row.ok_or(Impossible::of("encryption_keys"))?;
    let others = row.integer(Column::nth(0, "encryption_keys"))?;
    let most = row.integer(Column::nth(1, "encryption_keys"))?;
    Ok(Err(if others >= most { CommitError::TooManyKeys } else { CommitError::IdTaken }))
}

pub(crate) fn newest(merchant: MerchantId, name: &KeyName) -> Query<EncryptionKey> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM encryption_keys
             WHERE merchant_id = $1 AND folded_name = $2 ORDER BY generation DESC LIMIT 1"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Text(name.folded())],
        read,
    }
}

pub(crate) fn find(merchant: MerchantId, id: EncryptionKeyId) -> Query<(EncryptionKey, Vec<u8>)> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            ", private_half FROM encryption_keys WHERE merchant_id = $1 AND id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(i64::from(id.number()))],
        read: |row| Ok((read(row)?, row.blob(PRIVATE_HALF.after(&COLUMN))?.to_vec())),
    }
}

pub(crate) fn names(merchant: MerchantId, made_after: Timestamp) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(DISTINCT folded_name) FROM encryption_keys WHERE merchant_id = $1 AND created_ms > $2",
        values: vec![Value::Integer(merchant.number()), moment(made_after)],
        read: |row| row.integer(Column::only("encryption_keys")),
    }
}

fn read(row: &dyn Cells) -> Result<EncryptionKey, Impossible> {
    let id = EncryptionKeyId::new(row.number(COLUMN.id)?);
    Ok(EncryptionKey {
        id: id.ok_or(COLUMN.id.impossible())?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        name: KeyName::stored(row.text(COLUMN.name)?),
        generation: row.integer(COLUMN.generation)?,
        created: row.moment(COLUMN.created_ms)?,
        modulus: row.text(COLUMN.modulus)?.to_owned(),
        exponent: row.text(COLUMN.exponent)?.to_owned(),
    })
}
