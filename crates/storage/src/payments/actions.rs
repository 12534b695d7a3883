//! Actions on payments: captures, refunds, cancels, expiries. What was asked never changes. The state and the release
//! of an action change, guarded by the version of its payment.

use std::sync::LazyLock;

use document::{Object, Tree, read_json, write_json};
use domain::{
    action::{Action, ActionKind, CaptureOption, Place, ReferenceMark, Release, ReleaseState, Taken},
    echo::Echo,
    transaction::State,
};
use gateway::ports::CommitError;
use primitives::{Amount, MerchantId, TransactionId};

use super::state;
use crate::{
    bind::{self, maybe_moment, moment, text, with_ids},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    actions:
    id, transaction_id, target_id, place, kind, capture_option, by_gateway, created_ms, amount, reference_mark,
    idempotency_key, state, taken, released, release_due_ms, release_attempt
}

/// Fails where the id is one that the collection of transactions has passed, or is about to: another one is drawn then.
pub(super) fn insert(merchant: MerchantId, action: &Action, echo: &Echo) -> Step {
    let key = action.idempotency_key.as_ref();
    let taken: Vec<Tree> = action.taken.iter().map(write_taken).collect();
    let mut values = vec![
        Value::Integer(merchant.number()),
        Value::Integer(action.id.number()),
        Value::Integer(action.payment.number()),
        Value::Integer(action.target.number()),
        Value::Integer(action.place.0),
        text(action.kind.as_str()),
        text(action.option.as_str()),
        Value::Integer(action.by_gateway.into()),
        moment(action.created),
        Value::Integer(action.amount.minor_units()),
        action.reference.as_ref().map_or(Value::Null, |reference| text(reference.as_str())),
        text(echo.json()),
        Value::Integer(echo.format()),
        key.map_or(Value::Null, |key| text(key.as_str())),
        Value::Text(state::write(&action.state)),
        Value::Text(write_json(&Tree::List(taken))),
    ];
    values.extend(release(action.release));
    Step::new(
        Table::Actions,
        "INSERT INTO actions (merchant_id, id, transaction_id, target_id, place, kind, capture_option, by_gateway,
             created_ms, amount, reference_mark, echo, echo_format, idempotency_key, state, taken, released,
             release_due_ms, release_attempt)
         SELECT
             CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), $6,
             $7, CAST($8 AS BIGINT), CAST($9 AS BIGINT), CAST($10 AS BIGINT), $11, $12, CAST($13 AS BIGINT), $14,
             $15, $16, CAST($17 AS BIGINT), CAST($18 AS BIGINT), CAST($19 AS BIGINT)
         WHERE NOT EXISTS (SELECT 1 FROM merchants m WHERE m.id = $1 AND m.listing_to >= $2)
         ON CONFLICT (merchant_id, id) DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(super) fn update(merchant: MerchantId, action: &Action) -> Step {
    let mut values = vec![Value::Text(state::write(&action.state))];
    values.extend(release(action.release));
    values.extend([Value::Integer(merchant.number()), Value::Integer(action.id.number())]);
    Step::new(
        Table::Actions,
        "UPDATE actions SET state = $1, released = $2, release_due_ms = $3, release_attempt = $4
         WHERE merchant_id = $5 AND id = $6",
        values,
    )
    .or_fail(CommitError::Stale)
}

fn release(release: Option<Release>) -> [Value; 3] {
    let (due, attempt) = match release.map(|release| release.state) {
        Some(ReleaseState::Owed { due, attempt }) => (Some(due), attempt),
        Some(ReleaseState::Confirmed) | None => (None, 0),
    };
    let amount = release.map_or(Value::Null, |release| Value::Integer(release.amount.minor_units()));
    [amount, maybe_moment(due), Value::Integer(attempt.into())]
}

/// One row of the query that reads everything of a payment that changes, as of one moment. There is one row for each
/// action, or one row without an action.
pub(crate) struct Moment {
    /// The state of the payment.
    pub(crate) state: State,
    pub(crate) version: i64,
    /// The payment was captured automatically, and its money is in a remittance.
    pub(crate) remitted: bool,
    /// The action, and whether its money is in a remittance.
    pub(crate) action: Option<(Action, bool)>,
}

const STATE: Column = Column::nth(0, "transactions.state");
const VERSION: Column = Column::nth(1, "transactions.version");
const PAYMENT_REMITTED_ON: Column = Column::nth(2, "remittance_lines.remitted_on");
const REMITTED_ON: Column = Column::nth(3, "remittance_lines.remitted_on");

/// Returns the rows of a payment in the order in which its actions were decided.
pub(crate) fn moment_of(merchant: MerchantId, payment: TransactionId) -> Query<Moment> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("a"),
            ", t.state, t.version, p.remitted_on, l.remitted_on
             FROM transactions t
             LEFT JOIN remittance_lines p ON p.merchant_id = t.merchant_id AND p.entry_id = t.id
             LEFT JOIN actions a ON a.merchant_id = t.merchant_id AND a.transaction_id = t.id
             LEFT JOIN remittance_lines l ON l.merchant_id = a.merchant_id AND l.entry_id = a.id
             WHERE t.merchant_id = $1 AND t.id = $2 ORDER BY a.place, a.id"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(payment.number())],
        read: |row| {
            let action = match row.maybe_integer(COLUMN.id)? {
                Some(_) => Some((read(row)?, row.maybe_text(REMITTED_ON.after(&COLUMN))?.is_some())),
                None => None,
            };
            Ok(Moment {
                state: row.parsed(STATE.after(&COLUMN), state::read)?,
                version: row.integer(VERSION.after(&COLUMN))?,
                remitted: row.maybe_text(PAYMENT_REMITTED_ON.after(&COLUMN))?.is_some(),
                action,
            })
        },
    }
}

pub(crate) fn echo(merchant: MerchantId, id: TransactionId) -> Query<Echo> {
    Query {
        sql: "SELECT echo, echo_format FROM actions WHERE merchant_id = $1 AND id = $2",
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read: |row| row.echo(Column::nth(0, "actions.echo"), Column::nth(1, "actions.echo_format")),
    }
}

/// Returns actions by their ids, at most 200, in no order.
pub(crate) fn by_ids(merchant: MerchantId, ids: &[TransactionId]) -> Query<Action> {
    static SQL: LazyLock<[String; 2]> = LazyLock::new(|| {
        with_ids(concat!("SELECT ", columns!(), " FROM actions WHERE merchant_id = $1 AND id IN ({ids})"))
    });
    let (which, ids) = bind::ids(ids.iter().map(|id| id.number()));
    let values = std::iter::once(Value::Integer(merchant.number())).chain(ids).collect();
    Query { sql: &SQL[which], values, read }
}

/// Returns the payment of an action.
pub(crate) fn origin(merchant: MerchantId, id: TransactionId) -> Query<TransactionId> {
    Query {
        sql: "SELECT transaction_id FROM actions WHERE merchant_id = $1 AND id = $2",
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read: |row| row.transaction(COLUMN.transaction_id.alone()),
    }
}

fn read(row: &dyn Cells) -> Result<Action, Impossible> {
    let reference = row.maybe_text(COLUMN.reference_mark)?.map(ReferenceMark::stored);
    Ok(Action {
        id: row.transaction(COLUMN.id)?,
        payment: row.transaction(COLUMN.transaction_id)?,
        target: row.transaction(COLUMN.target_id)?,
        place: Place(row.integer(COLUMN.place)?),
        kind: row.parsed(COLUMN.kind, ActionKind::parse)?,
        option: row.parsed(COLUMN.capture_option, CaptureOption::parse)?,
        by_gateway: row.truth(COLUMN.by_gateway)?,
        created: row.moment(COLUMN.created_ms)?,
        amount: row.amount(COLUMN.amount)?,
        reference,
        idempotency_key: row.maybe_idempotency_key(COLUMN.idempotency_key)?,
        state: row.parsed(COLUMN.state, state::read)?,
        taken: row.parsed(COLUMN.taken, to_taken)?,
        release: to_release(row)?,
    })
}

/// Its members keep the names that they had in the first release.
fn write_taken(taken: &Taken) -> Tree {
    Object::new().with("from", taken.from.to_string()).with("amount", taken.amount.minor_units()).into()
}

fn to_taken(text: &str) -> Option<Vec<Taken>> {
    let one = |tree: &Tree| {
        let from = tree.at(&["from"])?.as_text().and_then(TransactionId::parse)?;
        let amount = tree.at(&["amount"])?.as_integer().and_then(Amount::new)?;
        Some(Taken { from, amount })
    };
    read_json(text.as_bytes()).ok()?.as_list()?.iter().map(one).collect()
}

fn to_release(row: &dyn Cells) -> Result<Option<Release>, Impossible> {
    let Some(amount) = row.maybe_integer(COLUMN.released)? else { return Ok(None) };
    let amount = Amount::new(amount).ok_or(COLUMN.released.impossible())?;
    let state = match row.maybe_moment(COLUMN.release_due_ms)? {
        None => ReleaseState::Confirmed,
        Some(due) => ReleaseState::Owed { due, attempt: row.number(COLUMN.release_attempt)? },
    };
    Ok(Some(Release { amount, state }))
}
