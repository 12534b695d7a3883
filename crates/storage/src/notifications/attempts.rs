//! Each time that a notification was sent: on disk before it goes out, and again once it is known what became of it.

use gateway::ports::{Attempt, Delivery, DeliveryFailure};
use jiff::{SignedDuration, Timestamp};

use crate::{
    cells::Cells,
    column::{moment, text, to_maybe_integer, to_maybe_number, to_maybe_text, to_moment, to_number},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

pub(crate) fn begin(notification: i64, number: u32, at: Timestamp) -> Step {
    Step::new(
        Table::NotificationAttempts,
        "INSERT INTO notification_attempts (notification_id, number, at_ms, status, failure, took_ms)
         VALUES ($1, $2, $3, NULL, NULL, NULL)
         ON CONFLICT DO NOTHING -- two who take it at once: the guard beside it says who was first",
        vec![Value::Integer(notification), Value::Integer(number.into()), moment(at)],
    )
}

pub(super) fn record(notification: i64, number: u32, delivery: Delivery, took: SignedDuration) -> Step {
    let (status, failure) = match delivery {
        Delivery::Answered(status) => (Value::Integer(status.into()), Value::Null),
        Delivery::Failed(failure) => (Value::Null, text(failure.name())),
    };
    let took_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    Step::new(
        Table::NotificationAttempts,
        "UPDATE notification_attempts SET status = $1, failure = $2, took_ms = $3
         WHERE notification_id = $4 AND number = $5",
        vec![
            status,
            failure,
            Value::Integer(took_ms),
            Value::Integer(notification),
            Value::Integer(number.into()),
        ],
    )
}

/// The oldest first.
pub(crate) fn of(notification: i64) -> Query<Attempt> {
    Query {
        sql: "SELECT number, at_ms, status, failure, took_ms FROM notification_attempts
              WHERE notification_id = $1 ORDER BY number",
        values: vec![Value::Integer(notification)],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<Attempt, Impossible> {
    let took_ms = to_maybe_integer(row, 4, "notification_attempts.took_ms")?;
    Ok(Attempt {
        number: to_number(row, 0, "notification_attempts.number")?,
        at: to_moment(row, 1, "notification_attempts.at_ms")?,
        delivery: to_delivery(row)?,
        took: took_ms.map(SignedDuration::from_millis),
    })
}

fn to_delivery(row: &dyn Cells) -> Result<Option<Delivery>, Impossible> {
    let status = to_maybe_number(row, 2, "notification_attempts.status")?;
    let failure = to_maybe_text(row, 3, "notification_attempts.failure")?;
    Ok(match (status, failure) {
        (None, None) => None,
        (Some(status), _) => Some(Delivery::Answered(status)),
        (None, Some(failure)) => {
            let failure = DeliveryFailure::parse(failure);
            Some(Delivery::Failed(failure.ok_or(Impossible("notification_attempts.failure"))?))
        }
    })
}
