//! Notifications to merchants: one for each subject, sent until the merchant acknowledges it or its time is over.

use domain::notification::{
    self, NewNotification, Notification, NotificationKey, NotificationState, NotificationType,
};
use gateway::ports::{CommitError, Lease};
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{count, maybe_moment, moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    notifications: merchant_id, kind, subject, id, url, made_ms, until_ms, state, attempts, next_ms
}

/// Adds a notification. One that is already there for the subject stays as it is.
pub(super) fn insert(new: &NewNotification) -> Step {
    let NewNotification { merchant, subject, .. } = *new;
    let [merchant, kind, number] = key_values(NotificationKey { merchant, subject });
    Step::new(
        Table::Notifications,
        "INSERT INTO notifications (merchant_id, kind, subject, url, made_ms, until_ms, state, attempts, next_ms)
         VALUES ($1, $2, $3, $4, $5, $6, 'WAITING', 0, $7) ON CONFLICT (merchant_id, kind, subject) DO NOTHING",
        vec![
            merchant,
            kind,
            number,
            text(new.url.as_str()),
            moment(new.made),
            moment(new.until),
            moment(new.due),
        ],
    )
}

pub(super) fn key_values(key: NotificationKey) -> [Value; 3] {
    [
        Value::Integer(key.merchant.number()),
        text(notification::type_of(key.subject).as_str()),
        Value::Integer(key.subject.number()),
    ]
}

/// Takes a notification for the first worker, if it is still as the worker read it. A notification that was resent in
/// the meantime has another `until_ms`.
pub(crate) fn take(known: &Notification, lease: Lease) -> Step {
    let [merchant, kind, subject] = key_values(known.key());
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET next_ms = $1, attempts = attempts + 1
         WHERE merchant_id = $2 AND kind = $3 AND subject = $4 AND state = 'WAITING' AND attempts = $5
           AND next_ms = $6 AND until_ms = $7",
        vec![
            moment(lease.until),
            merchant,
            kind,
            subject,
            Value::Integer(known.attempts.into()),
            maybe_moment(known.next),
            moment(known.until),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// Writes the state that follows from an attempt.
pub(super) fn follow(
    key: NotificationKey,
    leased_until: Timestamp,
    then: NotificationState,
    next: Timestamp,
) -> Step {
    match then {
        NotificationState::Waiting => wait(key, leased_until, next),
        NotificationState::GivenUp => give_up(key, leased_until),
        NotificationState::Delivered | NotificationState::Read => end(key, then),
    }
}

fn end(key: NotificationKey, state: NotificationState) -> Step {
    let [merchant, kind, subject] = key_values(key);
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = $1, next_ms = NULL
         WHERE merchant_id = $2 AND kind = $3 AND subject = $4 AND state = 'WAITING'",
        vec![text(state.as_str()), merchant, kind, subject],
    )
}

/// Sets the time of the next attempt. The step changes nothing if the notification was resent during the attempt,
/// because its lease then differs.
fn wait(key: NotificationKey, leased_until: Timestamp, next: Timestamp) -> Step {
    let [merchant, kind, subject] = key_values(key);
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET next_ms = $1 WHERE
             merchant_id = $2 AND kind = $3 AND subject = $4 AND state = 'WAITING' AND next_ms = $5",
        vec![moment(next), merchant, kind, subject, moment(leased_until)],
    )
}

fn give_up(key: NotificationKey, leased_until: Timestamp) -> Step {
    let [merchant, kind, subject] = key_values(key);
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'GIVEN_UP', next_ms = NULL
         WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND state = 'WAITING' AND next_ms = $4",
        vec![merchant, kind, subject, moment(leased_until)],
    )
}

pub(crate) fn stop(key: NotificationKey) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'READ', next_ms = NULL
         WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND state = 'WAITING'",
        key_values(key).into(),
    )
}

pub(crate) fn release(key: NotificationKey, at: Timestamp) -> Step {
    let [merchant, kind, subject] = key_values(key);
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET next_ms = $1
         WHERE merchant_id = $2 AND kind = $3 AND subject = $4 AND state = 'WAITING' AND attempts = 0 AND next_ms > $1",
        vec![moment(at), merchant, kind, subject],
    )
}

pub(crate) fn resend(key: NotificationKey, at: Timestamp, until: Timestamp) -> Step {
    let [merchant, kind, subject] = key_values(key);
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'WAITING', next_ms = $1, until_ms = $2
         WHERE merchant_id = $3 AND kind = $4 AND subject = $5",
        vec![moment(at), moment(until), merchant, kind, subject],
    )
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM notifications ", $which)
    };
}

/// Returns the notifications that are due, those that wait longest first, except those of the merchants in `without`.
pub(crate) fn due(now: Timestamp, most: usize, without: &[MerchantId]) -> Query<Notification> {
    let without =
        without.iter().fold(String::new(), |text, merchant| format!("{text},{},", merchant.number()));
    Query {
        sql: select!(
            "WHERE next_ms <= $1 AND next_ms IS NOT NULL AND $2 NOT LIKE '%,' || CAST(merchant_id AS TEXT) || ',%'
             ORDER BY next_ms LIMIT $3"
        ),
        values: vec![moment(now), Value::Text(without), count(most)],
        read,
    }
}

pub(crate) fn oldest_due() -> Query<Timestamp> {
    Query {
        sql: "SELECT next_ms FROM notifications WHERE next_ms IS NOT NULL ORDER BY next_ms LIMIT 1",
        values: Vec::new(),
        read: |row| row.moment(COLUMN.next_ms.alone()),
    }
}

pub(crate) fn newest(merchant: Option<MerchantId>, most: usize) -> Query<Notification> {
    let Some(merchant) = merchant else {
        return Query { sql: select!("ORDER BY id DESC LIMIT $1"), values: vec![count(most)], read };
    };
    Query {
        sql: select!("WHERE merchant_id = $1 ORDER BY id DESC LIMIT $2"),
        values: vec![Value::Integer(merchant.number()), count(most)],
        read,
    }
}

pub(crate) fn of(key: NotificationKey) -> Query<Notification> {
    Query {
        sql: select!("WHERE merchant_id = $1 AND kind = $2 AND subject = $3"),
        values: key_values(key).into(),
        read,
    }
}

/// Returns a notification of any merchant. Only operators use it.
pub(crate) fn by_id(id: i64) -> Query<Notification> {
    Query { sql: select!("WHERE id = $1"), values: vec![Value::Integer(id)], read }
}

fn read(row: &dyn Cells) -> Result<Notification, Impossible> {
    let kind = row.parsed(COLUMN.kind, NotificationType::parse)?;
    let number = row.integer(COLUMN.subject)?;
    Ok(Notification {
        id: row.integer(COLUMN.id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        subject: notification::subject(kind, number).ok_or(COLUMN.subject.impossible())?,
        url: row.url(COLUMN.url)?,
        made: row.moment(COLUMN.made_ms)?,
        until: row.moment(COLUMN.until_ms)?,
        state: row.parsed(COLUMN.state, NotificationState::parse)?,
        attempts: row.number(COLUMN.attempts)?,
        next: row.maybe_moment(COLUMN.next_ms)?,
    })
}
