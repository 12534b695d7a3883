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
    cells::Cells,
    column::{
        count, maybe_moment, maybe_text, moment, record, text, to_integer, to_maybe_session, to_maybe_text,
        to_maybe_url, to_merchant, to_moment, to_record, to_reference, to_text, to_transaction,
    },
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

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
        concat!(
            "SELECT id, merchant_id, payment_method_id, point_of_sale, instrument_type, created_ms, card, details,
                 idempotency_key, session_number, notification_url, state, version FROM transactions ",
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
        read: |row| to_moment(row, 0, "transactions.wake_at_ms"),
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Transaction>, Impossible> {
    let key = to_maybe_text(row, 8, "transactions.idempotency_key")?;
    let key = key.map(|key| IdempotencyKey::parse(key).ok_or(Impossible("transactions.idempotency_key")));
    let value = Transaction {
        id: to_transaction(row, 0, "transactions.id")?,
        merchant: to_merchant(row, 1, "transactions.merchant_id")?,
        payment_method: to_reference(row, 2, "transactions.payment_method_id")?,
        point_of_sale: to_reference(row, 3, "transactions.point_of_sale")?,
        instrument_type: to_reference(row, 4, "transactions.instrument_type")?,
        created: to_moment(row, 5, "transactions.created_ms")?,
        card: to_card(row)?,
        details: Arc::new(to_record(row, 7, "transactions.details")?),
        idempotency_key: key.transpose()?,
        session: to_maybe_session(row, 9, "transactions.session_number")?,
        notification_url: to_maybe_url(row, 10, "transactions.notification_url")?,
        state: state::read(to_text(row, 11, "transactions.state")?, "transactions.state")?,
    };
    Ok(Versioned { value, version: to_integer(row, 12, "transactions.version")? })
}

fn to_card(row: &dyn Cells) -> Result<Option<UsedCard>, Impossible> {
    match to_text(row, 6, "transactions.card")? {
        NO_CARD => Ok(None),
        _ => to_record(row, 6, "transactions.card").map(Some),
    }
}
