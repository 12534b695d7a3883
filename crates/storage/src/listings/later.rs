//! Transactions that were not final, or could not be read, when they were passed.

use gateway::ports::PassedKey;
use primitives::{MerchantId, TransactionId};

use crate::{step::Step, table::Table, value::Value};

pub(super) fn add(merchant: MerchantId, key: PassedKey) -> Step {
    Step::new(
        Table::ListedLater,
        "INSERT INTO listed_later (merchant_id, id, payment_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(merchant.number()),
            Value::Integer(key.id.number()),
            Value::Integer(key.payment.number()),
        ],
    )
}

pub(super) fn remove(merchant: MerchantId, id: TransactionId) -> Step {
    Step::new(
        Table::ListedLater,
        "DELETE FROM listed_later WHERE merchant_id = $1 AND id = $2",
        vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
    )
}
