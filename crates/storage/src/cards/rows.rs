//! Stored cards: their numbers are sealed, and they are found by fingerprint or token.

use gateway::ports::{CommitError, StoredCard};
use primitives::{AliasToken, MerchantId};

use crate::{
    bind::text, cells::Cells, columns::table, error::Impossible, query::Query, step::Step, table::Table,
    value::Value,
};

table! {
    cards: merchant_id, fingerprint, token, pan
}

/// Adds a card. The step changes nothing if this card is stored under this token already, and fails if the token
/// belongs to another card.
pub(super) fn keep(card: StoredCard) -> Step {
    let merchant = Value::Integer(card.merchant.number());
    let fingerprint = Value::Blob(card.fingerprint.as_bytes().to_vec());
    let token = text(card.token.as_str());
    Step::new(
        Table::Cards,
        "INSERT INTO cards (merchant_id, fingerprint, token, pan) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        vec![merchant.clone(), fingerprint.clone(), token.clone(), Value::Blob(card.sealed_pan)],
    )
    .or_ask(
        "SELECT 1 FROM cards WHERE merchant_id = $1 AND fingerprint = $2 AND token = $3",
        vec![merchant, fingerprint, token],
        |row| Ok(if row.is_some() { Ok(()) } else { Err(CommitError::TokenTaken) }),
    )
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
