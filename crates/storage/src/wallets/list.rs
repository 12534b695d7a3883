//! The collection of wallets.

use domain::wallet::{Rank, WalletStatus};
use gateway::ports::{ListedWallet, PagePart, WalletFilter};
use primitives::MerchantId;

use crate::{
    bind::{count as bind_count, text},
    columns::{Column, table},
    query::Query,
    value::Value,
};

table! {
    wallets: id, status, details, details_format, default_rank, created_ms
}

macro_rules! matching {
    ($status:literal) => {
        concat!(
            " FROM wallets w WHERE w.merchant_id = $1 AND w.created_ms >= $2 AND w.created_ms <= $3",
            $status
        )
    };
}

macro_rules! page {
    ($status:literal, $order:literal, $part:literal) => {
        concat!(
            "SELECT ",
            columns!("w"),
            ", (SELECT COUNT(*) FROM wallet_cards c WHERE c.merchant_id = w.merchant_id AND c.wallet_id = w.id)",
            matching!($status),
            $order,
            $part
        )
    };
}

const CARD_COUNT: Column = Column::nth(0, "wallet_cards");

pub(crate) fn count(merchant: MerchantId, filter: &WalletFilter) -> Query<i64> {
    let sql = match filter.status {
        Some(_) => concat!("SELECT COUNT(*)", matching!(" AND w.status = $4")),
        None => concat!("SELECT COUNT(*)", matching!("")),
    };
    Query { sql, values: values(merchant, filter), read: |row| row.integer(Column::only("wallets")) }
}

pub(crate) fn page(merchant: MerchantId, filter: &WalletFilter, part: PagePart) -> Query<ListedWallet> {
    const ONE_STATUS: [&str; 2] = [
        page!(" AND w.status = $4", " ORDER BY w.created_ms, w.id", " LIMIT $5 OFFSET $6"),
        page!(" AND w.status = $4", " ORDER BY w.created_ms DESC, w.id DESC", " LIMIT $5 OFFSET $6"),
    ];
    const ALL: [&str; 2] = [
        page!("", " ORDER BY w.created_ms, w.id", " LIMIT $4 OFFSET $5"),
        page!("", " ORDER BY w.created_ms DESC, w.id DESC", " LIMIT $4 OFFSET $5"),
    ];
    let statements = if filter.status.is_some() { ONE_STATUS } else { ALL };
    let mut values = values(merchant, filter);
    values.extend([bind_count(part.most), bind_count(part.first)]);
    Query {
        sql: statements[usize::from(part.is_descending)],
        values,
        read: |row| {
            Ok(ListedWallet {
                id: row.reference(COLUMN.id)?,
                status: row.parsed(COLUMN.status, WalletStatus::parse)?,
                details: row.echo(COLUMN.details, COLUMN.details_format)?,
                default: Rank::stored(row.integer(COLUMN.default_rank)?),
                created: row.moment(COLUMN.created_ms)?,
                card_count: row.number(CARD_COUNT.after(&COLUMN))?,
            })
        },
    }
}

fn values(merchant: MerchantId, filter: &WalletFilter) -> Vec<Value> {
    let ms = |at: Option<jiff::Timestamp>, default| {
        Value::Integer(at.map_or(default, jiff::Timestamp::as_millisecond))
    };
    let status = filter.status.map(|status| text(status.as_str()));
    let always = [Value::Integer(merchant.number()), ms(filter.from, 0), ms(filter.to, i64::MAX)];
    always.into_iter().chain(status).collect()
}
