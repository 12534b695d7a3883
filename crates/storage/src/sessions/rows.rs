//! Payment sessions: what was asked never changes; how far the buyer has come does, guarded by its version.

use std::sync::Arc;

use domain::session::Session;
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;
use primitives::{SessionId, SessionNumber, WebUrl};

use super::stage;
use crate::{
    bind::{count, maybe_moment, maybe_record, maybe_text, moment, record, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    sessions:
    number, secret, merchant_id, point_of_sale, created_ms, expires_ms, request, notification_url, device, stage,
    attempts_left, tries, version
}

pub(super) fn insert(session: &Session) -> Step {
    Step::new(
        Table::Sessions,
        "INSERT INTO sessions (number, secret, merchant_id, point_of_sale, created_ms, expires_ms, request,
             notification_url, device, stage, attempts_left, tries, version, wake_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13)
         ON CONFLICT (number) DO NOTHING",
        vec![
            Value::Integer(session.id.number().number()),
            text(session.id.secret()),
            Value::Integer(session.merchant.number()),
            text(session.point_of_sale.as_str()),
            moment(session.created),
            moment(session.expires),
            record(&*session.request),
            maybe_text(session.notification_url.as_ref().map(WebUrl::as_str)),
            maybe_record(session.device.as_ref()),
            Value::Text(stage::write(session.stage)),
            Value::Integer(session.attempts_left.into()),
            Value::Integer(session.tries.into()),
            maybe_moment(session.wakes()),
        ],
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(super) fn update(session: &Versioned<Session>) -> Step {
    let Versioned { value, version } = session;
    Step::new(
        Table::Sessions,
        "UPDATE sessions
         SET device = $1, stage = $2, attempts_left = $3, tries = $4, version = version + 1, wake_at_ms = $5
         WHERE number = $6 AND version = $7",
        vec![
            maybe_record(value.device.as_ref()),
            Value::Text(stage::write(value.stage)),
            Value::Integer(value.attempts_left.into()),
            Value::Integer(value.tries.into()),
            maybe_moment(value.wakes()),
            Value::Integer(value.id.number().number()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM sessions ", $which)
    };
}

pub(crate) fn find(number: SessionNumber) -> Query<Versioned<Session>> {
    Query { sql: select!("WHERE number = $1"), values: vec![Value::Integer(number.number())], read }
}

/// Those that wait longest first.
pub(crate) fn overdue(now: Timestamp, most: usize) -> Query<Versioned<Session>> {
    Query {
        sql: select!("WHERE wake_at_ms <= $1 AND wake_at_ms IS NOT NULL ORDER BY wake_at_ms LIMIT $2"),
        values: vec![moment(now), count(most)],
        read,
    }
}

pub(crate) fn oldest_overdue() -> Query<Timestamp> {
    Query {
        sql: "SELECT wake_at_ms FROM sessions WHERE wake_at_ms IS NOT NULL ORDER BY wake_at_ms LIMIT 1",
        values: Vec::new(),
        read: |row| row.moment(Column::only("sessions.wake_at_ms")),
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Session>, Impossible> {
    let number = row.session(COLUMN.number)?;
    let value = Session {
        id: row.parsed(COLUMN.secret, |secret| SessionId::of(number, secret))?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        created: row.moment(COLUMN.created_ms)?,
        expires: row.moment(COLUMN.expires_ms)?,
        request: Arc::new(row.record(COLUMN.request)?),
        notification_url: row.maybe_url(COLUMN.notification_url)?,
        device: row.maybe_record(COLUMN.device)?,
        stage: row.parsed(COLUMN.stage, stage::read)?,
        attempts_left: row.number(COLUMN.attempts_left)?,
        tries: row.number(COLUMN.tries)?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}
