//! Payment links: what was asked never changes; the status and the payment that holds the link change, guarded by the version.

use std::sync::{Arc, LazyLock};

use domain::{
    duplicate::Holder,
    link::{LinkStatus, PaymentLink},
    session::{OneClick, SessionTerms, SessionWallet},
    wallet_session::Purpose,
};
use gateway::ports::{CommitError, Versioned};
use primitives::{LinkNumber, MerchantId, Sealed, TransactionId, WebUrl};

use crate::{
    bind::{self, maybe_integer, maybe_moment, maybe_text, moment, references, text, with_ids},
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
    payment_links:
    merchant_id, number, sealed_secret, point_of_sale, created_ms, expires_ms, order_reference, order_amount, amount, currency,
    channel, payment_type, capture, capture_at_ms, original_transaction, methods, fallbacks, return_url, wallet, one_click, echo,
    echo_format, notification_url, status, attempts_left, transaction_id, ended_ms, openings, version
}

pub(super) fn insert(link: &PaymentLink) -> Step {
    let wallet = link.terms.wallet.as_ref();
    let mut values = vec![
        Value::Integer(link.merchant.number()),
        Value::Integer(link.number.number()),
        Value::Blob(link.secret.as_bytes().to_vec()),
        text(link.point_of_sale.as_str()),
        moment(link.created),
        moment(link.expires),
    ];
    values.extend(terms::values(&link.terms.payment));
    values.extend([
        references(&link.terms.methods),
        references(&link.terms.fallbacks),
        text(link.terms.return_url.as_str()),
        maybe_text(wallet.map(|wallet| wallet.id.as_str())),
        maybe_text(wallet.map(|wallet| wallet.one_click.as_str())),
        text(link.echo.json()),
        Value::Integer(link.echo.format()),
        maybe_text(link.notification_url.as_ref().map(WebUrl::as_str)),
    ]);
    values.extend(standing(link));
    Step::new(
        Table::PaymentLinks,
        "INSERT INTO payment_links (merchant_id, number, sealed_secret, point_of_sale, created_ms, expires_ms, order_reference,
             order_amount, amount, currency, channel, payment_type, capture, capture_at_ms, original_transaction, methods,
             fallbacks, return_url, wallet, one_click, echo, echo_format, notification_url, status, attempts_left,
             transaction_id, ended_ms, unpaid_end_ms, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28, 1)
         ON CONFLICT DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

/// Returns the values that change.
fn standing(link: &PaymentLink) -> [Value; 5] {
    [
        text(link.stage.as_str()),
        Value::Integer(link.attempts_left.into()),
        maybe_integer(link.payment.map(TransactionId::number)),
        maybe_moment(link.ended),
        maybe_moment(link.unpaid_end()),
    ]
}

pub(super) fn update(link: &Versioned<PaymentLink>) -> Step {
    changed(link).or_fail(CommitError::Stale)
}

/// Stores the payment that begins. Where the row has changed it is asked whether another payment holds the link.
pub(super) fn hold(link: &Versioned<PaymentLink>) -> Step {
    changed(link).or_ask(
        "SELECT transaction_id, status FROM payment_links WHERE merchant_id = $1 AND number = $2",
        vec![Value::Integer(link.value.merchant.number()), Value::Integer(link.value.number.number())],
        held,
    )
}

/// Counts a session that begins, where none has begun since the link was read.
pub(super) fn open(link: &PaymentLink) -> Step {
    Step::new(
        Table::PaymentLinks,
        "UPDATE payment_links SET openings = openings + 1
         WHERE merchant_id = $1 AND number = $2 AND openings = $3 AND status = $4",
        vec![
            Value::Integer(link.merchant.number()),
            Value::Integer(link.number.number()),
            Value::Integer(link.openings.into()),
            text(LinkStatus::Unpaid.as_str()),
        ],
    )
    .or_fail(CommitError::Stale)
}

fn changed(Versioned { value, version }: &Versioned<PaymentLink>) -> Step {
    let mut values = Vec::from(standing(value));
    values.extend([
        Value::Integer(value.merchant.number()),
        Value::Integer(value.number.number()),
        Value::Integer(*version),
    ]);
    Step::new(
        Table::PaymentLinks,
        "UPDATE payment_links
         SET status = $1, attempts_left = $2, transaction_id = $3, ended_ms = $4, unpaid_end_ms = $5, version = version + 1
         WHERE merchant_id = $6 AND number = $7 AND version = $8",
        values,
    )
}

fn held(row: Option<&dyn Cells>) -> Result<Result<(), CommitError>, Impossible> {
    const HOLDER: Column = Column::nth(0, "payment_links.transaction_id");
    const STATUS: Column = Column::nth(1, "payment_links.status");
    let Some(row) = row else { return Ok(Err(CommitError::Stale)) };
    let Some(holder) = row.maybe_integer(HOLDER)? else { return Ok(Err(CommitError::Stale)) };
    let transaction = TransactionId::new(holder).ok_or(HOLDER.impossible())?;
    let accepted = row.parsed(STATUS, LinkStatus::parse)? == LinkStatus::Paid;
    Ok(Err(CommitError::Claimed(Holder { transaction, accepted })))
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM payment_links ", $which)
    };
}

pub(crate) fn find(merchant: MerchantId, number: LinkNumber) -> Query<Versioned<PaymentLink>> {
    Query {
        sql: select!("WHERE merchant_id = $1 AND number = $2"),
        values: vec![Value::Integer(merchant.number()), Value::Integer(number.number())],
        read,
    }
}

/// Finds a link for a buyer, whose token does not name the merchant.
pub(crate) fn by_number(number: LinkNumber) -> Query<Versioned<PaymentLink>> {
    Query { sql: select!("WHERE number = $1"), values: vec![Value::Integer(number.number())], read }
}

/// Returns links by their numbers, at most 200, in no order.
pub(crate) fn by_numbers(merchant: MerchantId, numbers: &[LinkNumber]) -> Query<PaymentLink> {
    static SQL: LazyLock<[String; 2]> =
        LazyLock::new(|| with_ids(select!("WHERE merchant_id = $1 AND number IN ({ids})")));
    let (which, numbers) = bind::ids(numbers.iter().map(|number| number.number()));
    let values = std::iter::once(Value::Integer(merchant.number())).chain(numbers).collect();
    Query { sql: &SQL[which], values, read: |row| read(row).map(|link| link.value) }
}

fn read(row: &dyn Cells) -> Result<Versioned<PaymentLink>, Impossible> {
    let value = PaymentLink {
        number: row.link(COLUMN.number)?,
        secret: Sealed::new(row.blob(COLUMN.sealed_secret)?.to_vec()),
        merchant: row.merchant(COLUMN.merchant_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        created: row.moment(COLUMN.created_ms)?,
        expires: row.moment(COLUMN.expires_ms)?,
        terms: Arc::new(SessionTerms {
            purpose: Purpose::Payment,
            payment: terms::read(row, &terms_columns!(COLUMN))?,
            methods: row.references(COLUMN.methods)?,
            fallbacks: row.references(COLUMN.fallbacks)?,
            return_url: row.url(COLUMN.return_url)?,
            wallet: wallet(row)?,
        }),
        echo: row.echo(COLUMN.echo, COLUMN.echo_format)?,
        notification_url: row.maybe_url(COLUMN.notification_url)?,
        stage: row.parsed(COLUMN.status, LinkStatus::parse)?,
        attempts_left: row.number(COLUMN.attempts_left)?,
        payment: match row.maybe_integer(COLUMN.transaction_id)? {
            Some(id) => Some(TransactionId::new(id).ok_or(COLUMN.transaction_id.impossible())?),
            None => None,
        },
        ended: row.maybe_moment(COLUMN.ended_ms)?,
        openings: row.number(COLUMN.openings)?,
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
