//! Stored cards: their numbers are sealed, and they are found by fingerprint or token.

use gateway::ports::{CommitError, StoredCard};
use jiff::Timestamp;
use primitives::{AliasToken, MerchantId};

use crate::{
    bind::{count, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    cards: merchant_id, fingerprint, token, pan
}

/// Adds a card, or stores that it was used: to a month, so that few payments with a known card write to its row. The step fails
/// if the token belongs to another card.
pub(super) fn keep(card: StoredCard, at: Timestamp) -> Step {
    let merchant = Value::Integer(card.merchant.number());
    let fingerprint = Value::Blob(card.fingerprint.as_bytes().to_vec());
    let token = text(card.token.as_str());
    Step::new(
        Table::Cards,
        "INSERT INTO cards (merchant_id, fingerprint, token, pan, used_ms)
         SELECT $1, $2, $3, $4, $5
         WHERE NOT EXISTS (SELECT 1 FROM cards WHERE merchant_id = $1 AND token = $3 AND fingerprint <> $2)
         ON CONFLICT (merchant_id, fingerprint) DO UPDATE SET used_ms = excluded.used_ms
         WHERE cards.token = excluded.token AND cards.used_ms < excluded.used_ms - 2592000000",
        vec![merchant.clone(), fingerprint.clone(), token.clone(), Value::Blob(card.sealed_pan), moment(at)],
    )
    .or_ask(
        "SELECT 1 FROM cards WHERE merchant_id = $1 AND fingerprint = $2 AND token = $3",
        vec![merchant, fingerprint, token],
        |row| Ok(if row.is_some() { Ok(()) } else { Err(CommitError::TokenTaken) }),
    )
}

pub(crate) fn delete(merchant: MerchantId, token: &AliasToken) -> Step {
    Step::new(
        Table::Cards,
        "DELETE FROM cards WHERE merchant_id = $1 AND token = $2",
        vec![Value::Integer(merchant.number()), text(token.as_str())],
    )
}

pub(crate) fn age(merchant: MerchantId, token: &AliasToken, used: Timestamp) -> Step {
    Step::new(
        Table::Cards,
        "UPDATE cards SET used_ms = $1 WHERE merchant_id = $2 AND token = $3 AND used_ms > $1",
        vec![moment(used), Value::Integer(merchant.number()), text(token.as_str())],
    )
}

/// Deletes at most `most` cards that were used last at `limit` or before. The statement checks the time twice, because a card may
/// be used between the choice of a row and its removal. The `+` keeps the outer condition from choosing the index.
pub(crate) fn delete_unused(limit: Timestamp, most: usize) -> Step {
    Step::new(
        Table::Cards,
        "DELETE FROM cards WHERE +used_ms <= $1 AND (merchant_id, fingerprint) IN
             (SELECT merchant_id, fingerprint FROM cards WHERE used_ms <= $1 LIMIT $2)",
        vec![moment(limit), count(most)],
    )
}

pub(crate) fn count_unused(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM (SELECT merchant_id FROM cards WHERE used_ms <= $1 LIMIT $2) AS due",
        values: vec![moment(limit), count(most)],
        read: |row| row.integer(Column::only("cards")),
    }
}

pub(crate) fn find(merchant: MerchantId, token: &AliasToken) -> Query<StoredCard> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM cards WHERE merchant_id = $1 AND token = $2"),
        values: vec![Value::Integer(merchant.number()), text(token.as_str())],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<StoredCard, Impossible> {
    let fingerprint = row.blob(COLUMN.fingerprint)?.to_vec();
    Ok(StoredCard {
        merchant: row.merchant(COLUMN.merchant_id)?,
        fingerprint: vault::Fingerprint::from_bytes(fingerprint).ok_or(COLUMN.fingerprint.impossible())?,
        token: AliasToken::stored(row.text(COLUMN.token)?),
        sealed_pan: row.blob(COLUMN.pan)?.to_vec(),
    })
}
