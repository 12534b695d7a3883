//! Payments: what was asked never changes, the state does, guarded by its version.

use std::sync::Arc;

use domain::transaction::Transaction;
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use super::{
    Table,
    column::{
        maybe_moment, moment, record, text, to_integer, to_maybe_text, to_merchant, to_moment, to_record,
        to_reference, to_text, to_transaction,
    },
    state,
};
use crate::{cells::Cells, error::Impossible, query::Query, step::Step, value::Value};

pub(crate) fn insert(transaction: &Transaction, wake_at: Option<Timestamp>) -> Step {
    let key = transaction.idempotency_key.as_ref();
    Step::new(
        Table::Transactions,
        "INSERT INTO transactions (id, merchant_id, payment_method_id, instrument_type, created_ms, card, details,
             idempotency_key, state, version, wake_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
         ON CONFLICT (id) DO NOTHING",
        vec![
            Value::Integer(transaction.id.number()),
            Value::Integer(transaction.merchant.number()),
            text(transaction.payment_method.as_str()),
            text(transaction.instrument_type.as_str()),
            moment(transaction.created),
            record(&transaction.card),
            record(&*transaction.details),
            key.map_or(Value::Null, |key| text(key.as_str())),
            Value::Text(state::write(&transaction.state)),
            maybe_moment(wake_at),
        ],
    )
    .or_fail(CommitError::IdTaken)
}

pub(crate) fn update(transaction: &Versioned<Transaction>, wake_at: Option<Timestamp>) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions SET state = $1, version = version + 1, wake_at_ms = $2
         WHERE id = $3 AND version = $4",
        vec![
            Value::Text(state::write(&transaction.value.state)),
            maybe_moment(wake_at),
            Value::Integer(transaction.value.id.number()),
            Value::Integer(transaction.version),
        ],
    )
    .or_fail(CommitError::Stale)
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, merchant_id, payment_method_id, instrument_type, created_ms, card, details,
                 idempotency_key, state, version FROM transactions ",
            $which
        )
    };
}

pub(crate) fn find(merchant: MerchantId, id: TransactionId) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!("WHERE id = $1 AND merchant_id = $2"),
        values: vec![Value::Integer(id.number()), Value::Integer(merchant.number())],
        read,
    }
}

pub(crate) fn due(now: Timestamp, most: usize) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!("WHERE wake_at_ms <= $1 ORDER BY wake_at_ms LIMIT $2"),
        values: vec![moment(now), Value::Integer(i64::try_from(most).unwrap_or(i64::MAX))],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Transaction>, Impossible> {
    let key = to_maybe_text(row, 7, "transactions.idempotency_key")?;
    let key = key.map(|key| IdempotencyKey::parse(key).ok_or(Impossible("transactions.idempotency_key")));
    let value = Transaction {
        id: to_transaction(row, 0, "transactions.id")?,
        merchant: to_merchant(row, 1, "transactions.merchant_id")?,
        payment_method: to_reference(row, 2, "transactions.payment_method_id")?,
        instrument_type: to_reference(row, 3, "transactions.instrument_type")?,
        created: to_moment(row, 4, "transactions.created_ms")?,
        card: to_record(row, 5, "transactions.card")?,
        details: Arc::new(to_record(row, 6, "transactions.details")?),
        idempotency_key: key.transpose()?,
        state: state::read(to_text(row, 8, "transactions.state")?, "transactions.state")?,
    };
    Ok(Versioned { value, version: to_integer(row, 9, "transactions.version")? })
}
