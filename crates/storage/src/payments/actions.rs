//! What was done to payments: captures, refunds, cancels, expiries. What was asked never changes; the state and the
//! release do, under the version of their payment.

use document::{Problems, Tree, Value as _, read_json, write_json};
use domain::action::{
    Action, ActionDetails, ActionKind, CaptureOption, Place, ReferenceMark, Release, ReleaseState, Taken,
};
use gateway::ports::CommitError;
use primitives::{Amount, MerchantId, TransactionId};

use super::state;
use crate::{
    bind::{maybe_moment, moment, record, text},
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

pub(super) fn insert(merchant: MerchantId, action: &Action, details: &ActionDetails) -> Step {
    let key = action.idempotency_key.as_ref();
    let taken: Vec<Tree> = action.taken.iter().map(Taken::write).collect();
    let mut values = vec![
        Value::Integer(action.id.number()),
        Value::Integer(merchant.number()),
        Value::Integer(action.origin.number()),
        Value::Integer(action.target.number()),
        Value::Integer(action.place.0),
        text(action.kind.as_str()),
        text(action.option.as_str()),
        Value::Integer(action.by_gateway.into()),
        moment(action.created),
        Value::Integer(action.amount.minor_units()),
        action.reference.as_ref().map_or(Value::Null, |reference| text(reference.as_str())),
        record(details),
        key.map_or(Value::Null, |key| text(key.as_str())),
        Value::Text(state::write(&action.state)),
        Value::Text(write_json(&Tree::List(taken))),
    ];
    values.extend(release(action.release));
    Step::new(
        Table::Actions,
        "INSERT INTO actions (id, merchant_id, transaction_id, target_id, place, kind, capture_option, by_gateway,
             created_ms, amount, reference_mark, details, idempotency_key, state, taken, released, release_due_ms,
             release_attempt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (id) DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(super) fn update(action: &Action) -> Step {
    let mut values = vec![Value::Text(state::write(&action.state))];
    values.extend(release(action.release));
    values.push(Value::Integer(action.id.number()));
    Step::new(
        Table::Actions,
        "UPDATE actions SET state = $1, released = $2, release_due_ms = $3, release_attempt = $4 WHERE id = $5",
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

/// An action as one look finds it, and what stood around it in the same moment.
pub(crate) struct Look {
    pub(crate) action: Action,
    /// Of its payment.
    pub(crate) version: i64,
    pub(crate) remitted: bool,
}

const VERSION: Column = Column::nth(0, "transactions.version");
const REMITTED_ON: Column = Column::nth(1, "remittance_lines.remitted_on");

/// In the order in which they were decided.
pub(crate) fn of(payment: TransactionId) -> Query<Look> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("a"),
            ", t.version, l.remitted_on
             FROM actions a JOIN transactions t ON t.id = a.transaction_id
             LEFT JOIN remittance_lines l ON l.entry_id = a.id
             WHERE a.transaction_id = $1 ORDER BY a.place, a.id"
        ),
        values: vec![Value::Integer(payment.number())],
        read: |row| {
            Ok(Look {
                action: read(row)?,
                version: row.integer(VERSION.after(&COLUMN))?,
                remitted: row.maybe_text(REMITTED_ON.after(&COLUMN))?.is_some(),
            })
        },
    }
}

pub(crate) fn details(merchant: MerchantId, id: TransactionId) -> Query<ActionDetails> {
    Query {
        sql: "SELECT details FROM actions WHERE id = $1 AND merchant_id = $2",
        values: vec![Value::Integer(id.number()), Value::Integer(merchant.number())],
        read: |row| row.record(Column::only("actions.details")),
    }
}

/// The payment of an action.
pub(crate) fn origin(merchant: MerchantId, id: TransactionId) -> Query<TransactionId> {
    Query {
        sql: "SELECT transaction_id FROM actions WHERE id = $1 AND merchant_id = $2",
        values: vec![Value::Integer(id.number()), Value::Integer(merchant.number())],
        read: |row| row.transaction(COLUMN.transaction_id.alone()),
    }
}

fn read(row: &dyn Cells) -> Result<Action, Impossible> {
    let reference = row.maybe_text(COLUMN.reference_mark)?.map(ReferenceMark::known);
    Ok(Action {
        id: row.transaction(COLUMN.id)?,
        origin: row.transaction(COLUMN.transaction_id)?,
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

fn to_taken(text: &str) -> Option<Vec<Taken>> {
    let tree = read_json(text.as_bytes()).ok()?;
    Vec::read(&tree, &document::Path::ROOT, &mut Problems::new())
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
