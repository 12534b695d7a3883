//! The transactions of an order, which an index of the payments finds.

use domain::listing::{Ids, Listed};
use primitives::{MerchantId, OrderReference};

use super::unlisted::{self, read_of};
use crate::{
    bind::{count, text},
    query::Query,
    value::Value,
};

/// SQLite takes the tables of a CROSS JOIN in their order, and no index by the ids of the actions for a sum.
pub(crate) fn of(merchant: MerchantId, reference: &OrderReference, ids: Ids, most: usize) -> Query<Listed> {
    Query {
        sql: concat!(
            "SELECT * FROM (",
            read_of!(payment, "0"),
            " FROM transactions t WHERE t.merchant_id = $1 AND t.order_reference = $2 AND t.id >= $3 AND t.id < $4
              LIMIT $5) AS payments
             UNION ALL SELECT * FROM (",
            read_of!(action, "0"),
            " FROM transactions t CROSS JOIN actions a
              WHERE t.merchant_id = $1 AND t.order_reference = $2 AND a.merchant_id = t.merchant_id AND a.transaction_id = t.id
                AND a.id + 0 >= $3 AND a.id + 0 < $4 AND a.kind <> 'EXPIRY' LIMIT $5) AS actions"
        ),
        values: vec![
            Value::Integer(merchant.number()),
            text(reference.as_str()),
            Value::Integer(ids.from),
            Value::Integer(ids.below),
            count(most),
        ],
        read: |row| unlisted::read(row).map(|row| row.listed),
    }
}
