//! The cards of wallets.

use domain::wallet::{CardState, KeptCard, Rank, Wallet, WalletCard, WalletStatus};
use gateway::ports::KeptInWallet;
use primitives::{AliasToken, MerchantId, Reference};

use crate::{
    bind::{count, maybe_text, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    payments::used_card,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    wallet_cards: rank, token, shown, instrument_type, status, state, comment
}
pub(super) use columns as wallet_card_columns;

/// Adds a card, or replaces the one that has its rank.
pub(super) fn put(wallet: &Wallet, card: &WalletCard) -> Step {
    Step::new(
        Table::WalletCards,
        "INSERT INTO wallet_cards (merchant_id, wallet_id, rank, token, shown, instrument_type, status, state, comment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (merchant_id, wallet_id, rank) DO UPDATE
         SET token = excluded.token, shown = excluded.shown, instrument_type = excluded.instrument_type,
             status = excluded.status, state = excluded.state, comment = excluded.comment",
        vec![
            Value::Integer(wallet.merchant.number()),
            text(wallet.id.as_str()),
            Value::Integer(card.rank.number()),
            text(card.card.token.as_str()),
            Value::Text(used_card::write(&card.card.shown)),
            text(card.card.instrument_type.as_str()),
            text(card.status.as_str()),
            text(card.state.as_str()),
            maybe_text(card.comment.as_deref()),
        ],
    )
}

/// Stores the status of all cards of a wallet.
pub(super) fn set_status(merchant: MerchantId, wallet: &Reference, status: WalletStatus) -> Step {
    Step::new(
        Table::WalletCards,
        "UPDATE wallet_cards SET status = $1 WHERE merchant_id = $2 AND wallet_id = $3 AND status <> $1",
        vec![text(status.as_str()), Value::Integer(merchant.number()), text(wallet.as_str())],
    )
}

/// Removes the card of a rank.
pub(super) fn delete(wallet: &Wallet, rank: Rank) -> Step {
    Step::new(
        Table::WalletCards,
        "DELETE FROM wallet_cards WHERE merchant_id = $1 AND wallet_id = $2 AND rank = $3",
        vec![
            Value::Integer(wallet.merchant.number()),
            text(wallet.id.as_str()),
            Value::Integer(rank.number()),
        ],
    )
}

/// Finds cards of all wallets behind a card.
pub(crate) fn after(
    after: Option<&(MerchantId, Reference, Rank)>,
    most: usize,
) -> Query<Option<KeptInWallet>> {
    let (merchant, wallet, rank) = after.map_or((i64::MIN, "", i64::MIN), |(merchant, wallet, rank)| {
        (merchant.number(), wallet.as_str(), rank.number())
    });
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            ", merchant_id, wallet_id FROM wallet_cards WHERE (merchant_id, wallet_id, rank) > ($1, $2, $3)
             ORDER BY merchant_id, wallet_id, rank LIMIT $4"
        ),
        values: vec![Value::Integer(merchant), text(wallet), Value::Integer(rank), count(most)],
        read: |row| {
            let Some(card) = read(row)? else { return Ok(None) };
            Ok(Some(KeptInWallet { merchant: row.merchant(MERCHANT)?, wallet: row.reference(WALLET)?, card }))
        },
    }
}

const MERCHANT: Column = Column::nth(7, "merchant_id");
const WALLET: Column = Column::nth(8, "wallet_id");

/// Reads a card. `None` where the wallet has none.
pub(super) fn read(row: &dyn Cells) -> Result<Option<WalletCard>, Impossible> {
    let Some(rank) = row.maybe_integer(COLUMN.rank)? else { return Ok(None) };
    Ok(Some(WalletCard {
        rank: Rank::stored(rank),
        card: KeptCard {
            token: AliasToken::stored(row.text(COLUMN.token)?),
            shown: row.parsed(COLUMN.shown, used_card::read)?,
            instrument_type: row.reference(COLUMN.instrument_type)?,
        },
        status: row.parsed(COLUMN.status, WalletStatus::parse)?,
        state: row.parsed(COLUMN.state, CardState::parse)?,
        comment: row.maybe_text(COLUMN.comment)?.map(str::to_owned),
    }))
}
