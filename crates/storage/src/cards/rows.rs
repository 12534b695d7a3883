//! Stored cards: their numbers are sealed, and they are found by fingerprint or token.

use gateway::ports::{CommitError, Oldest, StoredCard};
use jiff::Timestamp;
use primitives::{AliasToken, MerchantId};
use vault::Fingerprint;

use crate::{
    bind::{count, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    cards: merchant_id, fingerprint, token, pan
}

/// Whether a wallet has the card.
macro_rules! is_held {
    () => {
        "EXISTS (SELECT 1 FROM wallet_cards AS w WHERE w.merchant_id = cards.merchant_id AND w.token = cards.token)"
    };
}

/// Adds a card, or stores that it was used: to a month, so that few payments with a known card change its row. PostgreSQL locks the
/// row all the same, which it must: a card that another commit is deleting is waited for, and then added again. The step fails if
/// the token belongs to another card.
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
         WHERE cards.token = excluded.token
           AND (cards.used_ms IS NULL OR cards.used_ms < excluded.used_ms - 2592000000)",
        vec![merchant.clone(), fingerprint.clone(), token.clone(), Value::Blob(card.sealed_pan), moment(at)],
    )
    .or_ask(
        "SELECT 1 FROM cards WHERE merchant_id = $1 AND fingerprint = $2 AND token = $3",
        vec![merchant, fingerprint, token],
        |row| Ok(if row.is_some() { Ok(()) } else { Err(CommitError::TokenTaken) }),
    )
}

/// Stores that a card is used. The step fails if there is none.
pub(super) fn touch(merchant: MerchantId, token: &AliasToken, at: Timestamp) -> Step {
    Step::new(
        Table::Cards,
        "UPDATE cards SET used_ms = $1 WHERE merchant_id = $2 AND token = $3",
        vec![moment(at), Value::Integer(merchant.number()), text(token.as_str())],
    )
    .or_fail(CommitError::CardGone)
}

/// Locks the row of a card until the end of the commit.
pub(crate) fn lock(merchant: MerchantId, token: &AliasToken) -> Step {
    Step::new(
        Table::Cards,
        "UPDATE cards SET used_ms = used_ms WHERE merchant_id = $1 AND token = $2",
        vec![Value::Integer(merchant.number()), text(token.as_str())],
    )
}

/// Deletes a card, unless a wallet has it.
pub(crate) fn delete(merchant: MerchantId, token: &AliasToken) -> Step {
    Step::new(
        Table::Cards,
        concat!("DELETE FROM cards WHERE merchant_id = $1 AND token = $2 AND NOT ", is_held!()),
        vec![Value::Integer(merchant.number()), text(token.as_str())],
    )
}

pub(crate) fn age(merchant: MerchantId, token: &AliasToken, used: Timestamp) -> Step {
    Step::new(
        Table::Cards,
        "UPDATE cards SET used_ms = $1 WHERE merchant_id = $2 AND token = $3 AND (used_ms IS NULL OR used_ms > $1)",
        vec![moment(used), Value::Integer(merchant.number()), text(token.as_str())],
    )
}

/// Finds at most `most` cards that were used last between two times, the longest ago first. Those in wallets are not due.
pub(crate) fn unused(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: concat!(
            "SELECT COUNT(*), COUNT(CASE WHEN NOT is_held THEN 1 END), MAX(used_ms) FROM
                 (SELECT used_ms, ",
            is_held!(),
            " AS is_held FROM cards WHERE used_ms >= $1 AND used_ms <= $2 ORDER BY used_ms LIMIT $3) AS due"
        ),
        values: vec![Value::Integer(from), moment(limit), count(most)],
        read: read_oldest,
    }
}

/// Stores a use of those cards that [`unused`] finds and wallets have, so that they are not found again and again.
pub(crate) fn spare(from: i64, limit: Timestamp, most: usize, at: Timestamp) -> Step {
    Step::new(
        Table::Cards,
        concat!(
            "UPDATE cards SET used_ms = $1 WHERE +used_ms <= $2 AND (merchant_id, fingerprint) IN
                 (SELECT merchant_id, fingerprint FROM cards WHERE used_ms >= $3 AND used_ms <= $2
                  ORDER BY used_ms LIMIT $4)
               AND ",
            is_held!()
        ),
        vec![moment(at), moment(limit), Value::Integer(from), count(most)],
    )
}

/// Deletes what [`unused`] finds and no wallet has. The statement checks the time twice, because a card may be used between the choice of a row and
/// its removal. The `+` keeps the outer condition from choosing the index.
pub(crate) fn delete_unused(from: i64, limit: Timestamp, most: usize) -> Step {
    Step::new(
        Table::Cards,
        concat!(
            "DELETE FROM cards WHERE +used_ms <= $1 AND (merchant_id, fingerprint) IN
                 (SELECT merchant_id, fingerprint FROM cards WHERE used_ms >= $2 AND used_ms <= $1
                  ORDER BY used_ms LIMIT $3)
               AND NOT ",
            is_held!()
        ),
        vec![moment(limit), Value::Integer(from), count(most)],
    )
}

/// Counts the cards that an older version stored, and whose use is not written yet.
pub(crate) fn count_undated(most: usize) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM (SELECT merchant_id FROM cards WHERE used_ms IS NULL LIMIT $1) AS undated",
        values: vec![count(most)],
        read: |row| row.integer(Column::only("cards")),
    }
}

/// Writes the use of such cards. What is known of them is that none paid after its merchant's last payment, whose id begins with
/// its time. A card that pays meanwhile has its use already.
pub(crate) fn date(most: usize) -> Step {
    Step::new(
        Table::Cards,
        "UPDATE cards SET used_ms =
             COALESCE((SELECT MAX(t.id) / 10000 FROM transactions t WHERE t.merchant_id = cards.merchant_id), 0)
         WHERE +used_ms IS NULL AND (merchant_id, fingerprint) IN
             (SELECT merchant_id, fingerprint FROM cards WHERE used_ms IS NULL LIMIT $1)",
        vec![count(most)],
    )
}

pub(crate) fn find(merchant: MerchantId, token: &AliasToken) -> Query<StoredCard> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM cards WHERE merchant_id = $1 AND token = $2"),
        values: vec![Value::Integer(merchant.number()), text(token.as_str())],
        read,
    }
}

/// Finds cards of all merchants behind a card.
pub(crate) fn after(after: Option<&(MerchantId, Fingerprint)>, most: usize) -> Query<StoredCard> {
    let (merchant, fingerprint) = after.map_or((i64::MIN, Vec::new()), |(merchant, fingerprint)| {
        (merchant.number(), fingerprint.as_bytes().to_vec())
    });
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM cards WHERE (merchant_id, fingerprint) > ($1, $2)
             ORDER BY merchant_id, fingerprint LIMIT $3"
        ),
        values: vec![Value::Integer(merchant), Value::Blob(fingerprint), count(most)],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<StoredCard, Impossible> {
    let fingerprint = row.blob(COLUMN.fingerprint)?.to_vec();
    Ok(StoredCard {
        merchant: row.merchant(COLUMN.merchant_id)?,
        fingerprint: Fingerprint::from_bytes(fingerprint).ok_or(COLUMN.fingerprint.impossible())?,
        token: AliasToken::stored(row.text(COLUMN.token)?),
        sealed_pan: row.blob(COLUMN.pan)?.to_vec(),
    })
}
