//! What merchants are told: one notification of each subject, sent until it is heard.

use domain::{
    notification::{self, NewNotification, Notification, NotificationState, NotificationType},
    subject::Subject,
};
use gateway::ports::CommitError;
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
    notifications: id, merchant_id, kind, subject, url, made_ms, until_ms, state, attempts, next_ms
}

/// One that is there already stays as it is.
pub(super) fn insert(new: &NewNotification) -> Step {
    let [kind, number] = values_of(new.subject);
    Step::new(
        Table::Notifications,
        "INSERT INTO notifications (merchant_id, kind, subject, url, made_ms, until_ms, state, attempts, next_ms)
         VALUES ($1, $2, $3, $4, $5, $6, 'WAITING', 0, $5) ON CONFLICT (kind, subject) DO NOTHING",
        vec![
            Value::Integer(new.merchant.number()),
            kind,
            number,
            text(&new.url),
            moment(new.made),
            moment(new.until),
        ],
    )
}

fn values_of(subject: Subject) -> [Value; 2] {
    [text(notification::type_of(subject).as_str()), Value::Integer(subject.number())]
}

/// For whoever is first, and as the taker knows it: one that was to be sent again meanwhile has another end.
pub(crate) fn take(known: &Notification, next: Timestamp) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET next_ms = $1, attempts = attempts + 1
         WHERE id = $2 AND state = 'WAITING' AND attempts = $3 AND next_ms = $4 AND until_ms = $5",
        vec![
            moment(next),
            Value::Integer(known.id),
            Value::Integer(known.attempts.into()),
            maybe_moment(known.next),
            moment(known.until),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// What follows from an attempt.
pub(super) fn follow(id: i64, leased_until: Timestamp, then: NotificationState, next: Timestamp) -> Step {
    match then {
        NotificationState::Waiting => wait(id, leased_until, next),
        NotificationState::GivenUp => give_up(id, leased_until),
        NotificationState::Delivered | NotificationState::Read => end(id, then),
    }
}

fn end(id: i64, state: NotificationState) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = $1, next_ms = NULL WHERE id = $2 AND state = 'WAITING'",
        vec![text(state.as_str()), Value::Integer(id)],
    )
}

/// While it was being sent somebody may have said that it is to be sent again: the lease is not the same then.
fn wait(id: i64, leased_until: Timestamp, next: Timestamp) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET next_ms = $1 WHERE id = $2 AND state = 'WAITING' AND next_ms = $3",
        vec![moment(next), Value::Integer(id), moment(leased_until)],
    )
}

fn give_up(id: i64, leased_until: Timestamp) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'GIVEN_UP', next_ms = NULL
         WHERE id = $1 AND state = 'WAITING' AND next_ms = $2",
        vec![Value::Integer(id), moment(leased_until)],
    )
}

pub(super) fn stop(subject: Subject) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'READ', next_ms = NULL
         WHERE kind = $1 AND subject = $2 AND state = 'WAITING'",
        values_of(subject).into(),
    )
}

pub(super) fn resend(id: i64, at: Timestamp, until: Timestamp) -> Step {
    Step::new(
        Table::Notifications,
        "UPDATE notifications SET state = 'WAITING', next_ms = $1, until_ms = $2 WHERE id = $3",
        vec![moment(at), moment(until), Value::Integer(id)],
    )
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM notifications ", $which)
    };
}

/// Those that wait longest first, but those of some merchants.
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

pub(crate) fn of(subject: Subject) -> Query<Notification> {
    Query { sql: select!("WHERE kind = $1 AND subject = $2"), values: values_of(subject).into(), read }
}

pub(crate) fn find(id: i64) -> Query<Notification> {
    Query { sql: select!("WHERE id = $1"), values: vec![Value::Integer(id)], read }
}

fn read(row: &dyn Cells) -> Result<Notification, Impossible> {
    let kind = row.parsed(COLUMN.kind, NotificationType::parse)?;
    let number = row.integer(COLUMN.subject)?;
    Ok(Notification {
        id: row.integer(COLUMN.id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        subject: notification::subject(kind, number).ok_or(COLUMN.subject.impossible())?,
        url: row.text(COLUMN.url)?.to_owned(),
        made: row.moment(COLUMN.made_ms)?,
        until: row.moment(COLUMN.until_ms)?,
        state: row.parsed(COLUMN.state, NotificationState::parse)?,
        attempts: row.number(COLUMN.attempts)?,
        next: row.maybe_moment(COLUMN.next_ms)?,
    })
}
