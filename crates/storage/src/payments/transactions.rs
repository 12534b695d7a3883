//! Payments: what was asked never changes, the state does, guarded by its version.

use std::sync::Arc;

use domain::{
    transaction::Transaction,
    used_card::UsedCard,
    work::{Due, Work},
};
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, SessionNumber, TransactionId, WebUrl};

use super::state;
use crate::{
    bind::{count, maybe_moment, maybe_text, moment, record, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    transactions:
    id, merchant_id, payment_method_id, point_of_sale, instrument_type, created_ms, card, details, idempotency_key,
    session_number, notification_url, state, version
}

/// What stands for the card of a payment at a partner: the column takes no NULL since its first version.
const NO_CARD: &str = "";

pub(crate) fn insert(transaction: &Transaction, due: Option<Due>) -> Step {
    let key = transaction.idempotency_key.as_ref();
    Step::new(
        Table::Transactions,
        "INSERT INTO transactions (id, merchant_id, payment_method_id, point_of_sale, instrument_type, created_ms, card,
             details, idempotency_key, session_number, notification_url, state, version, wake_for, wake_at_ms,
             leased_until_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14, 0)
         ON CONFLICT (id) DO NOTHING",
        vec![
            Value::Integer(transaction.id.number()),
            Value::Integer(transaction.merchant.number()),
            text(transaction.payment_method.as_str()),
            text(transaction.point_of_sale.as_str()),
            text(transaction.instrument_type.as_str()),
            moment(transaction.created),
            transaction.card.as_ref().map_or_else(|| text(NO_CARD), record),
            record(&*transaction.details),
            maybe_text(key.map(IdempotencyKey::as_str)),
            transaction.session.map_or(Value::Null, |session| Value::Integer(session.number())),
            maybe_text(transaction.notification_url.as_ref().map(WebUrl::as_str)),
            Value::Text(state::write(&transaction.state)),
            wake_for(due),
            maybe_moment(due.map(|due| due.at)),
        ],
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(crate) fn update(transaction: &Versioned<Transaction>, due: Option<Due>) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions
         SET state = $1, version = version + 1, wake_for = $2, wake_at_ms = $3, leased_until_ms = 0
         WHERE id = $4 AND version = $5",
        vec![
            Value::Text(state::write(&transaction.value.state)),
            wake_for(due),
            maybe_moment(due.map(|due| due.at)),
            Value::Integer(transaction.value.id.number()),
            Value::Integer(transaction.version),
        ],
    )
    .or_fail(CommitError::Stale)
}

fn wake_for(due: Option<Due>) -> Value {
    due.map_or(Value::Null, |due| text(due.work.as_str()))
}

/// For whoever is first.
pub(crate) fn lease(id: TransactionId, version: i64, now: Timestamp, until: Timestamp) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions SET leased_until_ms = $1 WHERE id = $2 AND version = $3 AND leased_until_ms <= $4",
        vec![moment(until), Value::Integer(id.number()), Value::Integer(version), moment(now)],
    )
    .or_fail(CommitError::Stale)
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM transactions ", $which)
    };
}

pub(crate) fn find(merchant: MerchantId, id: TransactionId) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!("WHERE id = $1 AND merchant_id = $2"),
        values: vec![Value::Integer(id.number()), Value::Integer(merchant.number())],
        read,
    }
}

/// The newest first.
pub(crate) fn of_session(number: SessionNumber, most: usize) -> Query<Transaction> {
    Query {
        sql: select!("WHERE session_number = $1 AND session_number IS NOT NULL ORDER BY id DESC LIMIT $2"),
        values: vec![Value::Integer(number.number()), count(most)],
        read: |row| read(row).map(|transaction| transaction.value),
    }
}

/// Those that wait longest first, without those that somebody has taken.
pub(crate) fn due(work: Work, now: Timestamp, most: usize) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!(
            "WHERE wake_for = $1 AND wake_at_ms <= $2 AND leased_until_ms <= $2 AND wake_for IS NOT NULL
             ORDER BY wake_at_ms LIMIT $3"
        ),
        values: vec![text(work.as_str()), moment(now), count(most)],
        read,
    }
}

pub(crate) fn oldest_due(work: Work) -> Query<Timestamp> {
    Query {
        sql: "SELECT wake_at_ms FROM transactions WHERE wake_for = $1 AND wake_for IS NOT NULL
              ORDER BY wake_at_ms LIMIT 1",
        values: vec![text(work.as_str())],
        read: |row| row.moment(Column::only("transactions.wake_at_ms")),
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Transaction>, Impossible> {
    let value = Transaction {
        id: row.transaction(COLUMN.id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        payment_method: row.reference(COLUMN.payment_method_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        instrument_type: row.reference(COLUMN.instrument_type)?,
        created: row.moment(COLUMN.created_ms)?,
        card: to_card(row)?,
        details: Arc::new(row.record(COLUMN.details)?),
        idempotency_key: row.maybe_idempotency_key(COLUMN.idempotency_key)?,
        session: row.maybe_session(COLUMN.session_number)?,
        notification_url: row.maybe_url(COLUMN.notification_url)?,
        state: row.parsed(COLUMN.state, state::read)?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}

fn to_card(row: &dyn Cells) -> Result<Option<UsedCard>, Impossible> {
    match row.text(COLUMN.card)? {
        NO_CARD => Ok(None),
        _ => row.record(COLUMN.card).map(Some),
    }
}
