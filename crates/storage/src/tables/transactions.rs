//! Payments: what was asked never changes, the state does, guarded by its version.

use std::sync::Arc;

use domain::transaction::Transaction;
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};
use rusqlite::{Connection, Row, params, types::Value};

use super::{
    column::{
        maybe_moment, moment, record, text, to_merchant, to_moment, to_record, to_reference, to_transaction,
    },
    state,
};
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

pub(crate) fn insert(transaction: &Transaction, wake_at: Option<Timestamp>) -> Step {
    let key = transaction.idempotency_key.as_ref();
    Step::new(
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

const COLUMNS: &str = "SELECT id, merchant_id, payment_method_id, instrument_type, created_ms, card, details,
    idempotency_key, state, version FROM transactions";

pub(crate) fn find(
    connection: &Connection,
    merchant: MerchantId,
    id: TransactionId,
) -> Result<Option<Versioned<Transaction>>, ReadError> {
    let mut statement =
        connection.prepare_cached(&format!("{COLUMNS} WHERE id = $1 AND merchant_id = $2"))?;
    let mut rows = statement.query(params![id.number(), merchant.number()])?;
    rows.next()?.map(read).transpose()
}

pub(crate) fn due(
    connection: &Connection,
    now: Timestamp,
    most: usize,
) -> Result<Vec<Versioned<Transaction>>, ReadError> {
    let query = format!("{COLUMNS} WHERE wake_at_ms <= $1 ORDER BY wake_at_ms LIMIT $2");
    let mut statement = connection.prepare_cached(&query)?;
    let mut rows = statement.query(params![now.as_millisecond(), i64::try_from(most).unwrap_or(i64::MAX)])?;
    let mut due = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(transaction) => due.push(transaction),
            // Told, and passed over: one row that cannot be must not keep the others waiting.
            Err(ReadError::Impossible(error)) => tracing::error!(%error, "a due transaction cannot be read"),
            Err(error) => return Err(error),
        }
    }
    Ok(due)
}

fn read(row: &Row<'_>) -> Result<Versioned<Transaction>, ReadError> {
    let texts = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let key: Option<String> = row.get(7)?;
    let key = key.map(|key| IdempotencyKey::parse(&key).ok_or(Impossible("transactions.idempotency_key")));
    let value = Transaction {
        id: to_transaction(row.get(0)?, "transactions.id")?,
        merchant: to_merchant(row.get(1)?, "transactions.merchant_id")?,
        payment_method: to_reference(texts(2)?, "transactions.payment_method_id")?,
        instrument_type: to_reference(texts(3)?, "transactions.instrument_type")?,
        created: to_moment(row.get(4)?, "transactions.created_ms")?,
        card: to_record(texts(5)?, "transactions.card")?,
        details: Arc::new(to_record(texts(6)?, "transactions.details")?),
        idempotency_key: key.transpose()?,
        state: state::read(texts(8)?, "transactions.state")?,
    };
    Ok(Versioned { value, version: row.get(9)? })
}
