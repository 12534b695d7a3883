//! Wallets.

use domain::wallet::{Rank, Wallet, WalletCard, WalletStatus};
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;
use primitives::{MerchantId, Reference};

use super::cards;
use crate::{
    bind::{moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    wallets: merchant_id, id, status, details, details_format, default_rank, version
}

pub(super) fn insert(wallet: &Wallet, at: Timestamp) -> Step {
    Step::new(
        Table::Wallets,
        "INSERT INTO wallets (merchant_id, id, status, details, details_format, default_rank, created_ms, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(wallet.merchant.number()),
            text(wallet.id.as_str()),
            text(wallet.status.as_str()),
            text(wallet.details.json()),
            Value::Integer(wallet.details.format()),
            Value::Integer(wallet.default.number()),
            moment(at),
        ],
    )
    .or_fail(CommitError::WalletExists)
}

pub(super) fn update(wallet: &Versioned<Wallet>) -> Step {
    let Versioned { value, version } = wallet;
    Step::new(
        Table::Wallets,
        "UPDATE wallets SET status = $1, details = $2, details_format = $3, default_rank = $4, version = version + 1
         WHERE merchant_id = $5 AND id = $6 AND version = $7",
        vec![
            text(value.status.as_str()),
            text(value.details.json()),
            Value::Integer(value.details.format()),
            Value::Integer(value.default.number()),
            Value::Integer(value.merchant.number()),
            text(value.id.as_str()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn set_status(merchant: MerchantId, id: &Reference, status: WalletStatus) -> Step {
    Step::new(
        Table::Wallets,
        "UPDATE wallets SET status = $1, version = version + 1 WHERE merchant_id = $2 AND id = $3",
        vec![text(status.as_str()), Value::Integer(merchant.number()), text(id.as_str())],
    )
    .or_fail(CommitError::NoSuchWallet)
}

/// Returns a row for each card of the wallet, by rank, or one without a card.
pub(crate) fn find(merchant: MerchantId, id: &Reference) -> Query<(Versioned<Wallet>, Option<WalletCard>)> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("w"),
            ", ",
            cards::wallet_card_columns!("c"),
            " FROM wallets AS w
             LEFT JOIN wallet_cards AS c ON c.merchant_id = w.merchant_id AND c.wallet_id = w.id
             WHERE w.merchant_id = $1 AND w.id = $2 ORDER BY c.rank"
        ),
        values: vec![Value::Integer(merchant.number()), text(id.as_str())],
        read: |row| Ok((read(row)?, cards::read(&row.after(&COLUMN))?)),
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Wallet>, Impossible> {
    let value = Wallet {
        merchant: row.merchant(COLUMN.merchant_id)?,
        id: row.reference(COLUMN.id)?,
        status: row.parsed(COLUMN.status, WalletStatus::parse)?,
        details: row.echo(COLUMN.details, COLUMN.details_format)?,
        cards: Vec::new(),
        default: Rank::stored(row.integer(COLUMN.default_rank)?),
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}
