//! Statements that delete the wallet of a buyer, and queries that find it.

use gateway::ports::{CommitError, Said};
use primitives::{AliasToken, MerchantId, Reference};

use crate::{
    bind::{count, text},
    cards::rows as stored_cards,
    columns::Column,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

/// Returns the next wallets in the order of their key.
pub(crate) fn said((merchant, id): (i64, &str), most: usize) -> Query<Said<Reference>> {
    Query {
        sql: "SELECT merchant_id, id, details, details_format FROM wallets WHERE (merchant_id, id) > ($1, $2)
              ORDER BY merchant_id, id LIMIT $3",
        values: vec![Value::Integer(merchant), text(id), count(most)],
        read: |row| {
            let (json, format) =
                (Column::nth(2, "wallets.details"), Column::nth(3, "wallets.details_format"));
            Ok(Said {
                merchant: row.merchant(Column::nth(0, "wallets.merchant_id"))?,
                id: row.reference(Column::nth(1, "wallets.id"))?,
                echo: row.echo(json, format)?,
            })
        },
    }
}

/// Counts the places in wallets other than `besides` that have a card, at most one.
pub(crate) fn with_card(merchant: MerchantId, token: &AliasToken, besides: Option<&Reference>) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM
                  (SELECT 1 FROM wallet_cards WHERE merchant_id = $1 AND token = $2 AND wallet_id <> $3 LIMIT 1) AS held",
        // No wallet has an empty id.
        values: vec![
            Value::Integer(merchant.number()),
            text(token.as_str()),
            text(besides.map_or("", Reference::as_str)),
        ],
        read: |row| row.integer(Column::only("wallet_cards")),
    }
}

/// Deletes a wallet, and then its cards, unless another wallet has them. Their rows are locked before that of the wallet, as by whoever
/// puts a card into it.
pub(crate) fn delete(
    merchant: MerchantId,
    id: &Reference,
    version: i64,
    mut cards: Vec<AliasToken>,
) -> Vec<Step> {
    let key = || vec![Value::Integer(merchant.number()), text(id.as_str())];
    let versioned = key().into_iter().chain([Value::Integer(version)]).collect();
    cards.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    let mut steps: Vec<Step> = cards.iter().map(|token| stored_cards::lock(merchant, token)).collect();
    steps.extend([
        Step::new(
            Table::Wallets,
            "UPDATE wallets SET version = version + 1 WHERE merchant_id = $1 AND id = $2 AND version = $3",
            versioned,
        )
        .or_fail(CommitError::Stale),
        // They refer to the wallet, and go before it.
        Step::new(
            Table::Wallets,
            "DELETE FROM wallet_cards WHERE merchant_id = $1 AND wallet_id = $2",
            key(),
        ),
        Step::new(Table::Wallets, "DELETE FROM wallets WHERE merchant_id = $1 AND id = $2", key()),
    ]);
    // As long as the wallet has it no card is deleted.
    let delete = |token| Step { table: Table::WalletCards, ..stored_cards::delete(merchant, token) };
    steps.extend(cards.iter().map(delete));
    steps
}
