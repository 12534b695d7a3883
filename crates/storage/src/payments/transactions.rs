//! Payments: what was asked never changes; the state changes, guarded by its version.

use std::sync::LazyLock;

use domain::{
    transaction::{Origin, Transaction, WalletUse},
    used_card::UsedCard,
    wallet::Rank,
    work::{Due, Work},
};
use gateway::ports::{CommitError, Lease, Versioned};
use jiff::Timestamp;
use primitives::{IdempotencyKey, LinkNumber, MerchantId, Reference, SessionNumber, TransactionId, WebUrl};

use super::{
    authentication, state,
    terms::{self, terms_columns},
    used_card,
};
use crate::{
    bind::{self, count, maybe_integer, maybe_moment, maybe_text, moment, text, with_ids},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    sessions::moment as session,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    transactions:
    merchant_id, id, payment_method_id, point_of_sale, instrument_type, created_ms, card, order_reference, order_amount,
    amount, currency, channel, payment_type, capture, capture_at_ms, original_transaction, echo, echo_format,
    idempotency_key, session_number, notification_url, wallet_id, wallet_rank, authentication, state, version
}

/// The text that stands for the card of a payment at a partner: the column has been NOT NULL since its first version.
pub(crate) const NO_CARD: &str = "";

/// Fails where the id is one that the collection of transactions has passed, or is about to: another one is drawn then.
pub(crate) fn insert(transaction: &Transaction, due: Option<Due>) -> Step {
    let key = transaction.idempotency_key.as_ref();
    let origin = &transaction.origin;
    let wallet = match origin {
        Origin::Merchant { .. } => None,
        Origin::Wallet { card, .. } => Some(card),
        Origin::Session { wallet, .. } => wallet.as_ref(),
    };
    let mut values = Vec::with_capacity(27);
    values.extend([
        Value::Integer(transaction.merchant.number()),
        Value::Integer(transaction.id.number()),
        text(transaction.payment_method.as_str()),
        text(transaction.point_of_sale.as_str()),
        text(transaction.instrument_type.as_str()),
        moment(transaction.created),
        transaction.card.as_ref().map_or_else(|| text(NO_CARD), |card| Value::Text(used_card::write(card))),
    ]);
    values.extend(terms::values(&transaction.terms));
    values.extend([
        text(transaction.echo.json()),
        Value::Integer(transaction.echo.format()),
        maybe_text(key.map(IdempotencyKey::as_str)),
        maybe_integer(origin.session().map(SessionNumber::number)),
        maybe_text(origin.notification_url().map(WebUrl::as_str)),
        maybe_text(wallet.map(|used| used.wallet.as_str())),
        maybe_integer(wallet.and_then(|used| used.rank).map(Rank::number)),
        maybe_text(transaction.authentication.as_ref().map(authentication::write).as_deref()),
        Value::Text(state::write(&transaction.state)),
        wake_for(due),
        maybe_moment(due.map(|due| due.at)),
    ]);
    Step::new(
        Table::Transactions,
        "INSERT INTO transactions (merchant_id, id, payment_method_id, point_of_sale, instrument_type, created_ms, card,
             order_reference, order_amount, amount, currency, channel, payment_type, capture, capture_at_ms,
             original_transaction, echo, echo_format, idempotency_key, session_number, notification_url, wallet_id,
             wallet_rank, authentication, state, wake_for, wake_at_ms, version, leased_until_ms)
         SELECT
             CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3, $4, $5, CAST($6 AS BIGINT), $7, $8, CAST($9 AS BIGINT),
             CAST($10 AS BIGINT), $11, $12, $13, $14, CAST($15 AS BIGINT), $16, $17, CAST($18 AS BIGINT), $19,
             CAST($20 AS BIGINT), $21, $22, CAST($23 AS BIGINT), $24, $25, $26, CAST($27 AS BIGINT),
             1, 0
         WHERE NOT EXISTS (SELECT 1 FROM merchants m WHERE m.id = $1 AND m.listing_to >= $2)
         ON CONFLICT (merchant_id, id) DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(crate) fn update(transaction: &Versioned<Transaction>, due: Option<Due>) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions
         SET state = $1, version = version + 1, wake_for = $2, wake_at_ms = $3, authentication = $4, leased_until_ms = 0
         WHERE merchant_id = $5 AND id = $6 AND version = $7",
        vec![
            Value::Text(state::write(&transaction.value.state)),
            wake_for(due),
            maybe_moment(due.map(|due| due.at)),
            maybe_text(transaction.value.authentication.as_ref().map(authentication::write).as_deref()),
            Value::Integer(transaction.value.merchant.number()),
            Value::Integer(transaction.value.id.number()),
            Value::Integer(transaction.version),
        ],
    )
    .or_fail(CommitError::Stale)
}

fn wake_for(due: Option<Due>) -> Value {
    due.map_or(Value::Null, |due| text(due.work.as_str()))
}

/// Takes a payment that is in the version that the worker read and that nobody has leased.
pub(crate) fn take(merchant: MerchantId, id: TransactionId, version: i64, lease: Lease) -> Step {
    Step::new(
        Table::Transactions,
        "UPDATE transactions SET leased_until_ms = $1
         WHERE merchant_id = $2 AND id = $3 AND version = $4 AND leased_until_ms <= $5",
        vec![
            moment(lease.until),
            Value::Integer(merchant.number()),
            Value::Integer(id.number()),
            Value::Integer(version),
            moment(lease.from),
        ],
    )
    .or_fail(CommitError::Stale)
}

macro_rules! select {
    ($which:literal) => {
        concat!("SELECT ", columns!(), " FROM transactions ", $which)
    };
}

pub(crate) fn find(merchant: MerchantId, id: TransactionId) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!("WHERE merchant_id = $1 AND id = $2"),
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read,
    }
}

/// Returns payments by their ids, at most 200, in no order.
pub(crate) fn by_ids(merchant: MerchantId, ids: &[TransactionId]) -> Query<Transaction> {
    static SQL: LazyLock<[String; 2]> =
        LazyLock::new(|| with_ids(select!("WHERE merchant_id = $1 AND id IN ({ids})")));
    let (which, ids) = bind::ids(ids.iter().map(|id| id.number()));
    let values = std::iter::once(Value::Integer(merchant.number())).chain(ids).collect();
    Query { sql: &SQL[which], values, read: |row| read(row).map(|payment| payment.value) }
}

/// A payment, and whether there is more of its ledger.
pub(crate) struct Found {
    pub(super) payment: Versioned<Transaction>,
    /// The payment was captured automatically, and its money is in a remittance.
    pub(super) remitted: bool,
    pub(super) has_actions: bool,
}

pub(crate) fn find_with_rest(merchant: MerchantId, id: TransactionId) -> Query<Found> {
    const REMITTED_ON: Column = Column::nth(0, "remittance_lines.remitted_on");
    const FIRST_PLACE: Column = Column::nth(1, "actions.place");
    Query {
        sql: concat!(
            "SELECT ",
            columns!("t"),
            ", l.remitted_on, (SELECT MIN(a.place) FROM actions a
                               WHERE a.merchant_id = t.merchant_id AND a.transaction_id = t.id)
             FROM transactions t
             LEFT JOIN remittance_lines l ON l.merchant_id = t.merchant_id AND l.entry_id = t.id
             WHERE t.merchant_id = $1 AND t.id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read: |row| {
            Ok(Found {
                payment: read(row)?,
                remitted: row.maybe_text(REMITTED_ON.after(&COLUMN))?.is_some(),
                has_actions: row.maybe_integer(FIRST_PLACE.after(&COLUMN))?.is_some(),
            })
        },
    }
}

/// One row of the query that reads a session and its payments as of one moment. There is one row for each payment, or
/// one row without a payment.
pub(crate) struct SessionMoment {
    pub(crate) session: session::Moment,
    pub(crate) payment: Option<Transaction>,
}

/// Returns the rows of a session, the newest payment first.
pub(crate) fn moment_of_session(
    merchant: MerchantId,
    number: SessionNumber,
    most: usize,
) -> Query<SessionMoment> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("t"),
            ", s.device, s.device_format, s.stage, s.ended_ms, s.attempts_left, s.tries, s.operations, s.version
             FROM sessions s
             LEFT JOIN transactions t ON t.merchant_id = s.merchant_id AND t.session_number = s.number
               AND t.session_number IS NOT NULL
             WHERE s.merchant_id = $1 AND s.number = $2 ORDER BY t.id DESC LIMIT $3"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(number.number()), count(most)],
        read: |row| {
            let payment = match row.maybe_integer(COLUMN.id)? {
                Some(_) => Some(read(row)?.value),
                None => None,
            };
            Ok(SessionMoment { session: session::Moment::read(&row.after(&COLUMN))?, payment })
        },
    }
}

/// Returns the payments of all sessions of a payment link, the newest first. The sessions in which somebody has tried to pay are found first,
/// and no others, of which a link may have thousands: CROSS JOIN says so to SQLite, and an order that no index has keeps PostgreSQL from reading all payments of the merchant in the order of their ids.
pub(crate) fn of_link(merchant: MerchantId, link: LinkNumber, most: usize) -> Query<Transaction> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("t"),
            " FROM sessions s CROSS JOIN transactions t
             WHERE s.merchant_id = $1 AND s.link = $2 AND s.link IS NOT NULL AND s.tries > 0
               AND t.merchant_id = s.merchant_id AND t.session_number = s.number AND t.session_number IS NOT NULL
             ORDER BY t.id + 0 DESC LIMIT $3"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(link.number()), count(most)],
        read: |row| Ok(read(row)?.value),
    }
}

/// Returns the payments with due work that nobody has leased, those that wait longest first.
pub(crate) fn due(work: Work, now: Timestamp, most: usize) -> Query<Versioned<Transaction>> {
    Query {
        sql: select!(
            "WHERE wake_for = $1 AND wake_at_ms <= $2 AND leased_until_ms <= $2 AND wake_for IS NOT NULL
             ORDER BY wake_at_ms LIMIT $3"
        ),
        values: vec![text(work.as_str()), moment(now), count(most)],
        read,
    }
}

pub(crate) fn oldest_due(work: Work) -> Query<Timestamp> {
    Query {
        sql: "SELECT wake_at_ms FROM transactions WHERE wake_for = $1 AND wake_for IS NOT NULL
              ORDER BY wake_at_ms LIMIT 1",
        values: vec![text(work.as_str())],
        read: |row| row.moment(Column::only("transactions.wake_at_ms")),
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Transaction>, Impossible> {
    let value = Transaction {
        id: row.transaction(COLUMN.id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        payment_method: row.reference(COLUMN.payment_method_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        instrument_type: row.reference(COLUMN.instrument_type)?,
        created: row.moment(COLUMN.created_ms)?,
        card: to_card(row)?,
        terms: terms::read(row, &terms_columns!(COLUMN))?,
        echo: row.echo(COLUMN.echo, COLUMN.echo_format)?,
        idempotency_key: row.maybe_idempotency_key(COLUMN.idempotency_key)?,
        origin: to_origin(row)?,
        authentication: row.maybe_parsed(COLUMN.authentication, authentication::read)?,
        state: row.parsed(COLUMN.state, state::read)?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}

fn to_card(row: &dyn Cells) -> Result<Option<UsedCard>, Impossible> {
    match row.text(COLUMN.card)? {
        NO_CARD => Ok(None),
        _ => row.parsed(COLUMN.card, used_card::read).map(Some),
    }
}

fn to_origin(row: &dyn Cells) -> Result<Origin, Impossible> {
    let wallet = to_wallet(row)?;
    if let Some(number) = row.maybe_session(COLUMN.session_number)? {
        return Ok(Origin::Session { number, wallet });
    }
    let notification_url = row.maybe_url(COLUMN.notification_url)?;
    Ok(match wallet {
        Some(card) => Origin::Wallet { notification_url, card },
        None => Origin::Merchant { notification_url },
    })
}

fn to_wallet(row: &dyn Cells) -> Result<Option<WalletUse>, Impossible> {
    let Some(id) = row.maybe_text(COLUMN.wallet_id)? else { return Ok(None) };
    let rank = row.maybe_integer(COLUMN.wallet_rank)?.map(Rank::stored);
    Ok(Some(WalletUse { wallet: Reference::stored(id), rank }))
}
