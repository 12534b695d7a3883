//! Sessions: what was asked never changes; the progress of the buyer changes, guarded by its version.

use std::sync::{Arc, LazyLock};

use domain::{
    echo::Echo,
    session::{OneClick, Session, SessionTerms, SessionWallet},
    wallet_session::{ManagedWallet, Purpose},
};
use gateway::ports::{CommitError, Versioned};
use jiff::{SignedDuration, Timestamp};
use primitives::{LinkNumber, MerchantId, Reference, Sealed, SessionId, SessionNumber, WebUrl};

use super::stage;
use crate::{
    bind::{self, count, maybe_integer, maybe_moment, maybe_text, moment, references, text, with_ids},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    payments::terms::{self, terms_columns},
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    sessions:
    merchant_id, number, sealed_secret, point_of_sale, created_ms, expires_ms, order_reference, order_amount, amount,
    currency, channel, payment_type, capture, capture_at_ms, original_transaction, methods, fallbacks, return_url, wallet,
    one_click, echo, echo_format, notification_url, notification_delay_s, device, device_format, stage, ended_ms, attempts_left, tries,
    operations, managed_wallet, edits_holder, link, version
}

pub(super) fn insert(session: &Session) -> Step {
    let [device, device_format] = device(session);
    let (wallet, managed) = (session.terms.wallet.as_ref(), session.managed_wallet());
    let mut values = Vec::with_capacity(36);
    values.extend([
        Value::Integer(session.merchant.number()),
        Value::Integer(session.number.number()),
        Value::Blob(session.secret.as_bytes().to_vec()),
        text(session.point_of_sale.as_str()),
        moment(session.created),
        moment(session.expires),
    ]);
    values.extend(terms::values(&session.terms.payment));
    values.extend([
        references(&session.terms.methods),
        references(&session.terms.fallbacks),
        text(session.terms.return_url.as_str()),
        maybe_text(wallet.map(|wallet| wallet.id.as_str())),
        maybe_text(wallet.map(|wallet| wallet.one_click.as_str())),
        text(session.echo.json()),
        Value::Integer(session.echo.format()),
        maybe_text(session.notification_url.as_ref().map(WebUrl::as_str)),
        Value::Integer(session.notification_delay.as_secs()),
        device,
        device_format,
        Value::Text(stage::write(session.stage)),
        maybe_moment(session.ended),
        maybe_moment(session.unpaid_since()),
        Value::Integer(session.attempts_left.into()),
        Value::Integer(session.tries.into()),
        Value::Integer(session.operations.into()),
        maybe_text(managed.map(|wallet| wallet.id.as_str())),
        Value::Integer(managed.is_some_and(|wallet| wallet.may_edit_holder).into()),
        maybe_integer(session.link.map(LinkNumber::number)),
        maybe_moment(session.wakes()),
    ]);
    Step::new(
        Table::Sessions,
        "INSERT INTO sessions (merchant_id, number, sealed_secret, point_of_sale, created_ms, expires_ms, order_reference,
             order_amount, amount, currency, channel, payment_type, capture, capture_at_ms, original_transaction, methods,
             fallbacks, return_url, wallet, one_click, echo, echo_format, notification_url, notification_delay_s,
             device, device_format, stage, ended_ms, unpaid_since_ms, attempts_left, tries, operations,
             managed_wallet, edits_holder, link, wake_at_ms, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, 1)
         ON CONFLICT DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

fn device(session: &Session) -> [Value; 2] {
    let device = session.device.as_ref();
    [maybe_text(device.map(Echo::json)), Value::Integer(device.map_or(1, Echo::format))]
}

pub(super) fn update(session: &Versioned<Session>) -> Step {
    let Versioned { value, version } = session;
    let [device, device_format] = device(value);
    Step::new(
        Table::Sessions,
        "UPDATE sessions
         SET device = $1, device_format = $2, stage = $3, ended_ms = $4, unpaid_since_ms = $5, attempts_left = $6,
             tries = $7, operations = $8, version = version + 1, wake_at_ms = $9
         WHERE merchant_id = $10 AND number = $11 AND version = $12",
        vec![
            device,
            device_format,
            Value::Text(stage::write(value.stage)),
            maybe_moment(value.ended),
            maybe_moment(value.unpaid_since()),
            Value::Integer(value.attempts_left.into()),
            Value::Integer(value.tries.into()),
            Value::Integer(value.operations.into()),
            maybe_moment(value.wakes()),
            Value::Integer(value.merchant.number()),
            Value::Integer(value.number.number()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// The version rises, so that whoever ends the session meanwhile reads it again and does not add a notification with the delay.
pub(super) fn end_delay(merchant: MerchantId, number: SessionNumber) -> Step {
    Step::new(
        Table::Sessions,
        "UPDATE sessions SET notification_delay_s = 0, version = version + 1
         WHERE merchant_id = $1 AND number = $2 AND notification_delay_s > 0",
        vec![Value::Integer(merchant.number()), Value::Integer(number.number())],
    )
}

pub(crate) fn seal_secret(merchant: MerchantId, number: SessionNumber, secret: &Sealed) -> Step {
    Step::new(
        Table::Sessions,
        "UPDATE sessions SET sealed_secret = $1, secret = NULL WHERE merchant_id = $2 AND number = $3",
        vec![
            Value::Blob(secret.as_bytes().to_vec()),
            Value::Integer(merchant.number()),
            Value::Integer(number.number()),
        ],
    )
}

/// Returns the unhashed secrets of sessions that an older version made.
pub(crate) fn clear_secrets(most: usize) -> Query<(MerchantId, SessionId)> {
    Query {
        sql: "SELECT merchant_id, number, secret FROM sessions WHERE secret IS NOT NULL LIMIT $1",
        values: vec![count(most)],
        read: |row| {
            let number = row.session(Column::nth(1, "sessions.number"))?;
            let id = row.parsed(Column::nth(2, "sessions.secret"), |secret| SessionId::of(number, secret))?;
            Ok((row.merchant(Column::nth(0, "sessions.merchant_id"))?, id))
        },
    }
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM sessions ", $which)
    };
}
pub(super) use columns as session_columns;
pub(super) use select;

pub(crate) fn find(merchant: MerchantId, number: SessionNumber) -> Query<Versioned<Session>> {
    Query {
        sql: select!("WHERE merchant_id = $1 AND number = $2"),
        values: vec![Value::Integer(merchant.number()), Value::Integer(number.number())],
        read,
    }
}

/// Returns sessions by their numbers, at most 200, in no order.
pub(crate) fn by_numbers(merchant: MerchantId, numbers: &[SessionNumber]) -> Query<Session> {
    static SQL: LazyLock<[String; 2]> =
        LazyLock::new(|| with_ids(select!("WHERE merchant_id = $1 AND number IN ({ids})")));
    let (which, numbers) = bind::ids(numbers.iter().map(|number| number.number()));
    let values = std::iter::once(Value::Integer(merchant.number())).chain(numbers).collect();
    Query { sql: &SQL[which], values, read: |row| read(row).map(|session| session.value) }
}

/// Finds a session for a buyer, whose id of the session does not name the merchant.
pub(crate) fn by_number(number: SessionNumber) -> Query<Versioned<Session>> {
    Query { sql: select!("WHERE number = $1"), values: vec![Value::Integer(number.number())], read }
}

/// Returns the sessions that are due to wake, those that wait longest first.
pub(crate) fn overdue(now: Timestamp, most: usize) -> Query<Versioned<Session>> {
    Query {
        sql: select!("WHERE wake_at_ms <= $1 AND wake_at_ms IS NOT NULL ORDER BY wake_at_ms LIMIT $2"),
        values: vec![moment(now), count(most)],
        read,
    }
}

/// Returns the newest sessions of a payment link, the newest first.
pub(crate) fn newest_of_link(
    merchant: MerchantId,
    link: LinkNumber,
    most: usize,
) -> Query<Versioned<Session>> {
    Query {
        sql: select!(
            "WHERE merchant_id = $1 AND link = $2 AND link IS NOT NULL ORDER BY number DESC LIMIT $3"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(link.number()), count(most)],
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

pub(super) fn read(row: &dyn Cells) -> Result<Versioned<Session>, Impossible> {
    let value = Session {
        number: row.session(COLUMN.number)?,
        secret: Sealed::new(row.blob(COLUMN.sealed_secret)?.to_vec()),
        merchant: row.merchant(COLUMN.merchant_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        link: row.maybe_link(COLUMN.link)?,
        created: row.moment(COLUMN.created_ms)?,
        expires: row.moment(COLUMN.expires_ms)?,
        terms: Arc::new(SessionTerms {
            purpose: purpose(row)?,
            payment: terms::read(row, &terms_columns!(COLUMN))?,
            methods: row.references(COLUMN.methods)?,
            fallbacks: row.references(COLUMN.fallbacks)?,
            return_url: row.url(COLUMN.return_url)?,
            wallet: wallet(row)?,
        }),
        echo: row.echo(COLUMN.echo, COLUMN.echo_format)?,
        notification_url: row.maybe_url(COLUMN.notification_url)?,
        notification_delay: SignedDuration::from_secs(row.integer(COLUMN.notification_delay_s)?),
        device: row.maybe_echo(COLUMN.device, COLUMN.device_format)?,
        stage: row.parsed(COLUMN.stage, stage::read)?,
        ended: row.maybe_moment(COLUMN.ended_ms)?,
        attempts_left: row.number(COLUMN.attempts_left)?,
        tries: row.number(COLUMN.tries)?,
        operations: row.number(COLUMN.operations)?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}

fn wallet(row: &dyn Cells) -> Result<Option<SessionWallet>, Impossible> {
    if row.maybe_text(COLUMN.wallet)?.is_none() {
        return Ok(None);
    }
    let one_click = row.parsed(COLUMN.one_click, OneClick::parse)?;
    Ok(Some(SessionWallet { id: row.reference(COLUMN.wallet)?, one_click }))
}

fn purpose(row: &dyn Cells) -> Result<Purpose, Impossible> {
    let may_edit_holder = row.integer(COLUMN.edits_holder)? != 0;
    let wallet = row.maybe_text(COLUMN.managed_wallet)?.map(Reference::stored);
    Ok(wallet.map_or(Purpose::Payment, |id| Purpose::Wallet(ManagedWallet { id, may_edit_holder })))
}
