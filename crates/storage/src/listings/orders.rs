//! The transactions of an order, which an index of the payments finds.

use domain::listing::Listed;
use primitives::{MerchantId, OrderReference};

use super::unlisted::{self, read_of};
use crate::{
    bind::{count, text},
    query::Query,
    value::Value,
};

pub(crate) fn of(merchant: MerchantId, reference: &OrderReference, most: usize) -> Query<Listed> {
    Query {
        sql: concat!(
            "SELECT * FROM (",
            read_of!(payment, "0"),
            " FROM transactions t WHERE t.merchant_id = $1 AND t.order_reference = $2 ORDER BY t.id DESC LIMIT $3) AS payments
             UNION ALL SELECT * FROM (",
            read_of!(action, "0"),
            " FROM transactions t JOIN actions a ON a.merchant_id = t.merchant_id AND a.transaction_id = t.id
              WHERE t.merchant_id = $1 AND t.order_reference = $2 AND a.kind <> 'EXPIRY' LIMIT $3) AS actions"
        ),
        values: vec![Value::Integer(merchant.number()), text(reference.as_str()), count(most)],
        read: |row| unlisted::read(row).map(|row| row.listed),
    }
}
