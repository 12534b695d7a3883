//! Statements that forget sessions in which nobody paid, and what is personal of a session.

use domain::{echo::Echo, session::Session};
use gateway::ports::{CommitError, EndsToNote, Said, Versioned};
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

/// Returns the sessions without an accepted payment that ended between two times, the longest ended first.
pub(crate) fn unpaid(from: i64, limit: Timestamp, most: usize) -> Query<Versioned<Session>> {
    Query {
        sql: select!(
            "WHERE unpaid_since_ms >= $1 AND unpaid_since_ms <= $2 AND unpaid_since_ms IS NOT NULL
             ORDER BY unpaid_since_ms LIMIT $3"
        ),
        values: vec![Value::Integer(from), moment(limit), count(most)],
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

/// Returns the next sessions of older versions whose ends are to be noted, of those that were made before a time. Where none is left
/// before it, `to` is `past`.
pub(crate) fn ends_to_note(made_before: Timestamp, most: usize) -> Query<EndsToNote> {
    Query {
        sql: "SELECT past, COALESCE((SELECT MAX(number) FROM
                      (SELECT number FROM sessions WHERE number > past AND number <= last AND number < $1
                       ORDER BY number LIMIT $2) AS next),
                  CASE WHEN last < $1 THEN last ELSE past END)
              FROM session_ends_to_note WHERE past < last",
        // A number begins with its time in milliseconds.
        values: vec![Value::Integer(made_before.as_millisecond().saturating_mul(1_000)), count(most)],
        read: |row| {
            Ok(EndsToNote {
                past: row.integer(Column::nth(0, "session_ends_to_note.past"))?,
                to: row.integer(Column::nth(1, "session_ends_to_note.last"))?,
            })
        },
    }
}

/// Notes the ends of sessions that an older version ended. They have ended when their time ran out, at the latest.
pub(crate) fn note_ends(EndsToNote { past, to }: EndsToNote) -> Vec<Step> {
    const NOTE: &str = r#"UPDATE sessions SET ended_ms = expires_ms,
             unpaid_since_ms = CASE WHEN stage LIKE '%"is":"PAID"%' THEN NULL ELSE expires_ms END
         WHERE number > $1 AND number <= $2 AND ended_ms IS NULL
             AND (stage LIKE '%"is":"PAID"%' OR stage LIKE '%"is":"REFUSED"%'
                  OR stage LIKE '%"is":"CANCELLED"%' OR stage LIKE '%"is":"EXPIRED"%')"#;
    const GO_ON: &str = "UPDATE session_ends_to_note SET past = $1 WHERE past < $1";
    vec![
        Step::new(Table::Sessions, NOTE, vec![Value::Integer(past), Value::Integer(to)]),
        Step::new(Table::Sessions, GO_ON, vec![Value::Integer(to)]),
    ]
}

/// Replaces the echo, and removes the device and the wallet, whose id a merchant may have made of the buyer's. A session in which nobody began to pay is still to be deleted.
pub(crate) fn strip(session: &Versioned<Session>) -> Step {
    let Versioned { value, version } = session;
    Step::new(
        Table::Sessions,
        "UPDATE sessions SET echo = $1, echo_format = $2, device = NULL, wallet = NULL, one_click = NULL,
             version = version + 1,
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
              WHERE merchant_id = $1 AND kind IN ('WEBTRS', 'WEBWALLET') AND subject = $2 AND state = 'WAITING')",
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
