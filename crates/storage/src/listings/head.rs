//! How far the transactions of each merchant are listed: columns of the merchants.

use gateway::ports::{CommitError, ListingHead};
use primitives::{MerchantId, TransactionId};

use super::unlisted::is_final;
use crate::{bind::count, columns::Column, query::Query, step::Step, table::Table, value::Value};

pub(crate) fn read(merchant: MerchantId) -> Query<ListingHead> {
    Query {
        sql: "SELECT listing_version, listed_to, listing_to, listed_count FROM merchants WHERE id = $1",
        values: vec![Value::Integer(merchant.number())],
        read: |row| {
            Ok(ListingHead {
                version: row.integer(Column::nth(0, "merchants.listing_version"))?,
                listed_to: row.integer(Column::nth(1, "merchants.listed_to"))?,
                listing_to: row.integer(Column::nth(2, "merchants.listing_to"))?,
                count: row.integer(Column::nth(3, "merchants.listed_count"))?,
            })
        },
    }
}

pub(super) fn largest() -> Query<i64> {
    Query {
        sql: "SELECT COALESCE(MAX(listing_to), 0) FROM merchants",
        values: Vec::new(),
        read: |row| row.integer(Column::only("merchants.listing_to")),
    }
}

/// Replaces the head. Fails where the stored version is not the one before.
pub(super) fn replace(merchant: MerchantId, head: ListingHead) -> Step {
    Step::new(
        Table::Merchants,
        "UPDATE merchants SET listing_version = $1, listed_to = $2, listing_to = $3, listed_count = $4
         WHERE id = $5 AND listing_version = $6",
        vec![
            Value::Integer(head.version),
            Value::Integer(head.listed_to),
            Value::Integer(head.listing_to),
            Value::Integer(head.count),
            Value::Integer(merchant.number()),
            Value::Integer(head.version - 1),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// Returns the number of the oldest id above what is listed.
pub(super) fn oldest_unlisted() -> Query<Option<TransactionId>> {
    Query {
        sql: "SELECT MIN(oldest) FROM (
                  SELECT (SELECT MIN(t.id) FROM transactions t WHERE t.merchant_id = m.id AND t.id > m.listed_to) AS oldest
                  FROM merchants m
                  UNION ALL
                  SELECT (SELECT MIN(a.id) FROM actions a
                          WHERE a.merchant_id = m.id AND a.id > m.listed_to AND a.kind <> 'EXPIRY') AS oldest
                  FROM merchants m) AS unlisted",
        values: Vec::new(),
        read: |row| {
            let column = Column::only("transactions.id");
            let number = row.maybe_integer(column)?;
            number.map(|number| TransactionId::new(number).ok_or(column.impossible())).transpose()
        },
    }
}

/// Returns merchants with transactions to list: some that are not passed yet, or passed ones that have become final.
pub(crate) fn to_list(after: Option<MerchantId>, below: i64, most: usize) -> Query<MerchantId> {
    Query {
        sql: concat!(
            "SELECT m.id FROM merchants m WHERE m.id > $1 AND (
                 EXISTS (SELECT 1 FROM transactions t
                         WHERE t.merchant_id = m.id AND t.id > m.listed_to AND t.id < $2)
                 OR EXISTS (SELECT 1 FROM actions a
                            WHERE a.merchant_id = m.id AND a.id > m.listed_to AND a.id < $2 AND a.kind <> 'EXPIRY')
                 OR EXISTS (SELECT 1 FROM listed_later l
                            JOIN transactions t ON t.merchant_id = l.merchant_id AND t.id = l.id
                            WHERE l.merchant_id = m.id AND ",
            is_final!("t.state"),
            ") OR EXISTS (SELECT 1 FROM listed_later l
                            JOIN actions a ON a.merchant_id = l.merchant_id AND a.id = l.id
                            WHERE l.merchant_id = m.id AND ",
            is_final!("a.state"),
            ")) ORDER BY m.id LIMIT $3"
        ),
        values: vec![
            Value::Integer(after.map_or(-1, MerchantId::number)),
            Value::Integer(below),
            count(most),
        ],
        read: |row| row.merchant(Column::only("merchants.id")),
    }
}
