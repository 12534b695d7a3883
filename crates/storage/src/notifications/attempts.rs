//! Each time that a notification was sent: on disk before it goes out, and again once it is known what became of it.

use gateway::ports::{Attempt, Delivery, DeliveryFailure};
use jiff::{SignedDuration, Timestamp};

use crate::{
    bind::{moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    notification_attempts: number, at_ms, status, failure, took_ms
}

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
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM notification_attempts WHERE notification_id = $1 ORDER BY number"
        ),
        values: vec![Value::Integer(notification)],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<Attempt, Impossible> {
    let took_ms = row.maybe_integer(COLUMN.took_ms)?;
    Ok(Attempt {
        number: row.number(COLUMN.number)?,
        at: row.moment(COLUMN.at_ms)?,
        delivery: to_delivery(row)?,
        took: took_ms.map(SignedDuration::from_millis),
    })
}

fn to_delivery(row: &dyn Cells) -> Result<Option<Delivery>, Impossible> {
    let status = row.maybe_number(COLUMN.status)?;
    let failure = row.maybe_parsed(COLUMN.failure, DeliveryFailure::parse)?;
    Ok(status.map(Delivery::Answered).or(failure.map(Delivery::Failed)))
}
