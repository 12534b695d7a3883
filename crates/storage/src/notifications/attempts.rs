//! Attempts to send a notification. An attempt is written before the request goes out, and updated when its result is
//! known.

use domain::notification::NotificationKey;
use gateway::ports::{Attempt, Delivery, DeliveryFailure, Reply};
use jiff::{SignedDuration, Timestamp};

use super::rows::key_values;
use crate::{
    bind::{moment, text},
    cells::{Cell, Cells},
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    notification_attempts: number, at_ms, status, heard, failure, took_ms
}

pub(crate) fn begin(notification: NotificationKey, number: u32, at: Timestamp) -> Step {
    let [merchant, kind, subject] = key_values(notification);
    Step::new(
        Table::NotificationAttempts,
        "INSERT INTO notification_attempts (merchant_id, kind, subject, number, at_ms)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING -- two who take it at once: the guard beside it says who was first",
        vec![merchant, kind, subject, Value::Integer(number.into()), moment(at)],
    )
    .with_witness(is_begun)
}

/// The row is updated only by the process that has begun the attempt, once it knows that it has. A row's `xmin` is the lower
/// half of the id of the transaction that wrote it.
const IS_BEGUN: &str = "\
    SELECT COUNT(*) FROM notification_attempts
    WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND number = $4 AND at_ms = $5
      AND xmin = ($6 & 4294967295)::text::xid";

/// Without this a process could send a notification because the id of its lost transaction was given to another, while
/// an instance that has really begun the attempt sends it as well.
fn is_begun(values: &[Value], transaction: i64) -> Query<bool> {
    let values = values.iter().cloned().chain([Value::Integer(transaction)]).collect();
    Query { sql: IS_BEGUN, values, read: |row| Ok(matches!(row.cell(0), Cell::Integer(1..))) }
}

pub(crate) fn record(
    notification: NotificationKey,
    number: u32,
    delivery: Delivery,
    took: SignedDuration,
) -> Step {
    let (status, heard, failure) = match delivery {
        Delivery::Answered(Reply { code, is_heard }) => {
            (Value::Integer(code.into()), Value::Integer(is_heard.into()), Value::Null)
        }
        Delivery::Failed(failure) => (Value::Null, Value::Null, text(failure.name())),
    };
    let [merchant, kind, subject] = key_values(notification);
    let took_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    Step::new(
        Table::NotificationAttempts,
        "UPDATE notification_attempts SET status = $1, heard = $2, failure = $3, took_ms = $4
         WHERE merchant_id = $5 AND kind = $6 AND subject = $7 AND number = $8",
        vec![
            status,
            heard,
            failure,
            Value::Integer(took_ms),
            merchant,
            kind,
            subject,
            Value::Integer(number.into()),
        ],
    )
}

/// Returns the attempts of a notification, the oldest first.
pub(crate) fn of(notification: NotificationKey) -> Query<Attempt> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM notification_attempts WHERE merchant_id = $1 AND kind = $2 AND subject = $3 ORDER BY number"
        ),
        values: key_values(notification).into(),
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
    if let Some(code) = row.maybe_number(COLUMN.status)? {
        return Ok(Some(Delivery::Answered(Reply { code, is_heard: row.truth(COLUMN.heard)? })));
    }
    Ok(row.maybe_parsed(COLUMN.failure, DeliveryFailure::parse)?.map(Delivery::Failed))
}
