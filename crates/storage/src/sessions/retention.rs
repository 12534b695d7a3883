//! Statements that forget sessions in which nobody paid, and what is personal of a session.

use domain::{echo::Echo, session::Session};
use gateway::ports::{CommitError, Said, Versioned};
use jiff::Timestamp;
use primitives::{MerchantId, SessionNumber};

use super::rows::{self, select, session_columns as columns};
use crate::{
    bind::{count, moment, text},
    columns::Column,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

/// Returns the sessions without an accepted payment that ended at `limit` or before, the longest ended first.
pub(crate) fn unpaid(limit: Timestamp, most: usize) -> Query<Versioned<Session>> {
    Query {
        sql: select!(
            "WHERE unpaid_since_ms <= $1 AND unpaid_since_ms IS NOT NULL ORDER BY unpaid_since_ms LIMIT $2"
        ),
        values: vec![moment(limit), count(most)],
        read: rows::read,
    }
}

pub(crate) fn count_unpaid(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM
                  (SELECT number FROM sessions WHERE unpaid_since_ms <= $1 AND unpaid_since_ms IS NOT NULL LIMIT $2) AS due",
        values: vec![moment(limit), count(most)],
        read: |row| row.integer(Column::only("sessions")),
    }
}

/// Replaces the echo and removes the device. A session in which nobody began to pay is still to be deleted.
pub(crate) fn strip(session: &Versioned<Session>) -> Step {
    let Versioned { value, version } = session;
    Step::new(
        Table::Sessions,
        "UPDATE sessions SET echo = $1, echo_format = $2, device = NULL, version = version + 1,
             unpaid_since_ms = CASE WHEN tries = 0 THEN unpaid_since_ms ELSE NULL END
         WHERE merchant_id = $3 AND number = $4 AND version = $5",
        vec![
            text(value.echo.json()),
            Value::Integer(value.echo.format()),
            Value::Integer(value.merchant.number()),
            Value::Integer(value.number.number()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// Deletes a session whose notification does not wait to be sent: whoever sends it reads the session.
pub(crate) fn delete(merchant: MerchantId, number: SessionNumber, version: i64) -> Step {
    Step::new(
        Table::Sessions,
        "DELETE FROM sessions WHERE merchant_id = $1 AND number = $2 AND version = $3 AND NOT EXISTS
             (SELECT 1 FROM notifications
              WHERE merchant_id = $1 AND kind = 'WEBTRS' AND subject = $2 AND state = 'WAITING')",
        vec![Value::Integer(merchant.number()), Value::Integer(number.number()), Value::Integer(version)],
    )
    .or_fail(CommitError::Stale)
}

/// Returns the next sessions in the order of their key.
pub(crate) fn said((merchant, number): (i64, i64), most: usize) -> Query<Said<SessionNumber>> {
    Query {
        sql: "SELECT merchant_id, number, echo, echo_format FROM sessions WHERE (merchant_id, number) > ($1, $2)
              ORDER BY merchant_id, number LIMIT $3",
        values: vec![Value::Integer(merchant), Value::Integer(number), count(most)],
        read: |row| {
            let (json, format) = (Column::nth(2, "sessions.echo"), Column::nth(3, "sessions.echo_format"));
            let echo: Echo = row.echo(json, format)?;
            Ok(Said {
                merchant: row.merchant(Column::nth(0, "sessions.merchant_id"))?,
                id: row.session(Column::nth(1, "sessions.number"))?,
                echo,
            })
        },
    }
}
