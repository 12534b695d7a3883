//! Cards at rest: sealed, found by fingerprint or token.

use gateway::ports::{CommitError, StoredCard};
use primitives::{AliasToken, MerchantId};
use rusqlite::{Connection, Row, params, types::Value};

use super::column::text;
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

/// A card that is there already under the same token is kept as it is; a token that is another card's fails.
pub(super) fn keep(card: StoredCard) -> Step {
    let merchant = Value::Integer(card.merchant.number());
    let fingerprint = Value::Blob(card.fingerprint.as_bytes().to_vec());
    let token = text(card.token.as_str());
    Step::new(
        "INSERT INTO cards (merchant_id, fingerprint, token, pan) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        vec![merchant.clone(), fingerprint.clone(), token.clone(), Value::Blob(card.sealed_pan)],
    )
    .or_ask(
        "SELECT 1 FROM cards WHERE merchant_id = $1 AND fingerprint = $2 AND token = $3",
        vec![merchant, fingerprint, token],
        |row: Option<&Row<'_>>| Ok(if row.is_some() { Ok(()) } else { Err(CommitError::TokenTaken) }),
    )
}

pub(crate) fn find(
    connection: &Connection,
    merchant: MerchantId,
    token: &AliasToken,
) -> Result<Option<StoredCard>, ReadError> {
    let query = "SELECT fingerprint, pan FROM cards WHERE merchant_id = $1 AND token = $2";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(params![merchant.number(), token.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let fingerprint = vault::Fingerprint::from_bytes(row.get(0)?).ok_or(Impossible("cards.fingerprint"))?;
    Ok(Some(StoredCard { merchant, fingerprint, token: token.clone(), sealed_pan: row.get(1)? }))
}
