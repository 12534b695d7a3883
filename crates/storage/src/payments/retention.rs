//! Statements that forget what is personal of payments, and queries that find the payments of which it is due.

use domain::{action::Action, transaction::Transaction, used_card::UsedCard};
use gateway::ports::{CommitError, Said, Versioned};
use jiff::{SignedDuration, Timestamp};
use primitives::{AliasToken, MerchantId, TransactionId};

use super::{transactions::NO_CARD, used_card};
use crate::{
    bind::{count, moment, text},
    columns::Column,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

/// Replaces the card and the echo of a payment. It ends no lease and changes no work: a payment with pending work keeps it.
pub(crate) fn strip(payment: &Versioned<Transaction>) -> Step {
    let Versioned { value, version } = payment;
    let card = |card: &UsedCard| Value::Text(used_card::write(card));
    Step::new(
        Table::Transactions,
        "UPDATE transactions SET card = $1, echo = $2, echo_format = $3, quiet_since_ms = NULL, version = version + 1
         WHERE merchant_id = $4 AND id = $5 AND version = $6",
        vec![
            value.card.as_ref().map_or_else(|| text(NO_CARD), card),
            text(value.echo.json()),
            Value::Integer(value.echo.format()),
            Value::Integer(value.merchant.number()),
            Value::Integer(value.id.number()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// Empties the echoes of the actions on a payment. What decides about them is in columns of their own.
pub(crate) fn strip_actions(merchant: MerchantId, payment: TransactionId) -> Step {
    Step::new(
        Table::Actions,
        "UPDATE actions SET echo = '{}', echo_format = 1
         WHERE merchant_id = $1 AND transaction_id = $2 AND echo <> '{}'",
        vec![Value::Integer(merchant.number()), Value::Integer(payment.number())],
    )
}

pub(crate) fn look_again(merchant: MerchantId, payment: TransactionId, quiet_since: Timestamp) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions SET quiet_since_ms = $1 WHERE merchant_id = $2 AND id = $3",
        vec![moment(quiet_since), Value::Integer(merchant.number()), Value::Integer(payment.number())],
    )
}

/// The age of a payment from which it may have been looked at already: less than any time for which one is kept.
const MAY_BE_FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(27 * 24);

/// Has an old payment looked at again that something is done to: what is said of the action is to be forgotten as well, and the
/// payment may have been passed.
pub(crate) fn of_late_action(merchant: MerchantId, action: &Action) -> Option<Step> {
    // An id begins with its time in milliseconds.
    let made = Timestamp::from_millisecond(action.payment.number() / 10_000).ok()?;
    let is_late = action.created.duration_since(made) > MAY_BE_FORGOTTEN_AFTER;
    is_late.then(|| {
        Step::new(
            Table::Transactions,
            "UPDATE transactions SET quiet_since_ms = $1 WHERE merchant_id = $2 AND id = $3 AND quiet_since_ms IS NULL",
            vec![
                moment(action.created),
                Value::Integer(merchant.number()),
                Value::Integer(action.payment.number()),
            ],
        )
    })
}

/// Returns the payments of a merchant whose ids are between two numbers, the oldest first.
pub(crate) fn between(merchant: MerchantId, past: i64, below: i64, most: usize) -> Query<TransactionId> {
    Query {
        sql: "SELECT id FROM transactions WHERE merchant_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4",
        values: vec![
            Value::Integer(merchant.number()),
            Value::Integer(past),
            Value::Integer(below),
            count(most),
        ],
        read: |row| row.transaction(Column::only("transactions.id")),
    }
}

/// Returns the payments of a merchant that were passed, and to which nothing was done since `limit`.
pub(crate) fn again(merchant: MerchantId, limit: Timestamp, most: usize) -> Query<TransactionId> {
    Query {
        sql: "SELECT id FROM transactions
              WHERE merchant_id = $1 AND quiet_since_ms <= $2 AND quiet_since_ms IS NOT NULL
              ORDER BY quiet_since_ms LIMIT $3",
        values: vec![Value::Integer(merchant.number()), moment(limit), count(most)],
        read: |row| row.transaction(Column::only("transactions.id")),
    }
}

/// Counts the payments that were never looked at and are to be forgotten, at most so many of each merchant: without pending work, and
/// with no action after `limit`. Those with a time at which they are looked at again are left to [`count_again`].
///
/// They are counted by merchant, because PostgreSQL would read all payments for a join with a limit, and the last action is asked of each
/// payment, because it would read all actions for a condition that it can make a join of.
pub(crate) fn count_new(below: i64, limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: "SELECT CAST(COALESCE(SUM((SELECT COUNT(*) FROM
                  (SELECT 1 FROM transactions t WHERE t.merchant_id = m.id AND t.id > m.looked_past AND t.id < $1
                       AND t.quiet_since_ms IS NULL AND t.wake_for IS NULL AND COALESCE(
                           (SELECT MAX(a.created_ms) FROM actions a WHERE a.transaction_id = t.id), 0) <= $2
                   LIMIT $3) AS due)), 0) AS BIGINT) FROM merchants m",
        values: vec![Value::Integer(below), moment(limit), count(most)],
        read: |row| row.integer(Column::only("transactions")),
    }
}

/// Counts the payments that were passed and are to be forgotten now, as [`count_new`] does.
pub(crate) fn count_again(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: "SELECT CAST(COALESCE(SUM((SELECT COUNT(*) FROM
                  (SELECT 1 FROM transactions t WHERE t.merchant_id = m.id AND t.quiet_since_ms <= $1
                       AND t.quiet_since_ms IS NOT NULL AND t.wake_for IS NULL AND COALESCE(
                           (SELECT MAX(a.created_ms) FROM actions a WHERE a.transaction_id = t.id), 0) <= $2
                   LIMIT $3) AS due)), 0) AS BIGINT) FROM merchants m",
        values: vec![moment(limit), moment(limit), count(most)],
        read: |row| row.integer(Column::only("transactions")),
    }
}

/// Returns the next payments in the order of their key.
pub(crate) fn said((merchant, id): (i64, i64), most: usize) -> Query<Said<TransactionId>> {
    Query {
        sql: "SELECT merchant_id, id, echo, echo_format FROM transactions WHERE (merchant_id, id) > ($1, $2)
              ORDER BY merchant_id, id LIMIT $3",
        values: vec![Value::Integer(merchant), Value::Integer(id), count(most)],
        read: |row| {
            let (json, format) =
                (Column::nth(2, "transactions.echo"), Column::nth(3, "transactions.echo_format"));
            Ok(Said {
                merchant: row.merchant(Column::nth(0, "transactions.merchant_id"))?,
                id: row.transaction(Column::nth(1, "transactions.id"))?,
                echo: row.echo(json, format)?,
            })
        },
    }
}

/// Counts the payments of a merchant with this card that have pending work. There are few payments with work, and an index
/// has them.
pub(crate) fn with_work(merchant: MerchantId, token: &AliasToken) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM transactions WHERE wake_for IS NOT NULL AND merchant_id = $1 AND card LIKE $2",
        values: vec![
            Value::Integer(merchant.number()),
            Value::Text(format!("%\"mxToken\":\"{}\"%", token.as_str())),
        ],
        read: |row| row.integer(Column::only("transactions")),
    }
}
