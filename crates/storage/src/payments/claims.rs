//! Claims to the identity of a payment: one row each. A payment holds its claim while it is in progress and, once it
//! is accepted, until the end of the next day.

use domain::duplicate::{Claim, Holder, OrderIdentity};
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::TransactionId;

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
    claims: transaction_id, accepted
}

fn identity(claim: &Claim) -> Vec<Value> {
    vec![
        Value::Integer(claim.merchant.number()),
        text(claim.payment_method.as_str()),
        text(claim.order_reference.as_str()),
        Value::Integer(claim.amount.minor_units()),
    ]
}

/// Takes a claim that is free or has ended; fails with its holder otherwise.
pub(super) fn lay(claim: &Claim, holder: TransactionId, now: Timestamp) -> Step {
    let mut values = identity(claim);
    values.extend([Value::Integer(holder.number()), Value::Integer(i64::MAX), moment(now)]);
    Step::new(
        Table::Claims,
        "INSERT INTO claims (merchant_id, payment_method_id, order_reference, amount, transaction_id, accepted, until_ms)
         VALUES ($1, $2, $3, $4, $5, 0, $6)
         ON CONFLICT (merchant_id, payment_method_id, order_reference, amount) DO UPDATE
         SET transaction_id = excluded.transaction_id, accepted = 0, until_ms = excluded.until_ms
         WHERE claims.until_ms <= $7",
        values,
    )
    .or_ask(
        concat!(
            "SELECT ", columns!(), " FROM claims
             WHERE merchant_id = $1 AND payment_method_id = $2 AND order_reference = $3 AND amount = $4"
        ),
        identity(claim),
        held,
    )
}

fn held(row: Option<&dyn Cells>) -> Result<Result<(), CommitError>, Impossible> {
    let row = row.ok_or(Impossible::of("claims"))?;
    let transaction = row.transaction(COLUMN.transaction_id)?;
    let accepted = row.truth(COLUMN.accepted)?;
    Ok(Err(CommitError::Claimed(Holder { transaction, accepted })))
}

pub(super) fn keep(claim: &Claim, holder: TransactionId, until: Timestamp) -> Step {
    let mut values = vec![moment(until)];
    values.extend(identity(claim));
    values.push(Value::Integer(holder.number()));
    Step::new(
        Table::Claims,
        "UPDATE claims SET accepted = 1, until_ms = $1
         WHERE merchant_id = $2 AND payment_method_id = $3 AND order_reference = $4 AND amount = $5
           AND transaction_id = $6",
        values,
    )
}

/// Writes the claim of an accepted payment that may not have laid it before. A claim of another payment stays until
/// it ends.
pub(super) fn remember(claim: &Claim, holder: TransactionId, until: Timestamp, now: Timestamp) -> Step {
    let mut values = identity(claim);
    values.extend([Value::Integer(holder.number()), moment(until), moment(now)]);
    Step::new(
        Table::Claims,
        "INSERT INTO claims (merchant_id, payment_method_id, order_reference, amount, transaction_id, accepted, until_ms)
         VALUES ($1, $2, $3, $4, $5, 1, $6)
         ON CONFLICT (merchant_id, payment_method_id, order_reference, amount) DO UPDATE
         SET transaction_id = excluded.transaction_id, accepted = 1, until_ms = excluded.until_ms
         WHERE claims.transaction_id = excluded.transaction_id OR claims.until_ms <= $7",
        values,
    )
}

/// Returns the accepted payment that still holds the claim.
pub(crate) fn accepted(claim: &Claim, now: Timestamp) -> Query<TransactionId> {
    let mut values = identity(claim);
    values.push(moment(now));
    Query {
        sql: "SELECT transaction_id FROM claims
              WHERE merchant_id = $1 AND payment_method_id = $2 AND order_reference = $3 AND amount = $4
                AND accepted = 1 AND until_ms > $5",
        values,
        read: |row| row.transaction(COLUMN.transaction_id.alone()),
    }
}

/// Returns a payment that holds a claim to the order with any amount: an accepted one first.
pub(crate) fn of_order(order: &OrderIdentity, now: Timestamp) -> Query<Holder> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM claims
             WHERE merchant_id = $1 AND payment_method_id = $2 AND order_reference = $3 AND until_ms > $4
             ORDER BY accepted DESC LIMIT 1"
        ),
        values: vec![
            Value::Integer(order.merchant.number()),
            text(order.payment_method.as_str()),
            text(order.order_reference.as_str()),
            moment(now),
        ],
        read: |row| {
            let transaction = row.transaction(COLUMN.transaction_id)?;
            Ok(Holder { transaction, accepted: row.truth(COLUMN.accepted)? })
        },
    }
}

pub(super) fn release(claim: &Claim, holder: TransactionId) -> Step {
    let mut values = identity(claim);
    values.push(Value::Integer(holder.number()));
    Step::new(
        Table::Claims,
        "DELETE FROM claims
         WHERE merchant_id = $1 AND payment_method_id = $2 AND order_reference = $3 AND amount = $4
           AND transaction_id = $5",
        values,
    )
}

/// Deletes at most 5,000 ended claims, so that a payment never waits long for it. The statement checks the end twice,
/// because a claim may be laid anew between the choice of a row and its removal. The `+` keeps the outer condition
/// from choosing the index, and the greatest number says that claims without an end, which the index does not have, are not
/// meant.
pub(crate) fn forget(ended_by: Timestamp) -> Step {
    Step::new(
        Table::Claims,
        "DELETE FROM claims WHERE +until_ms <= $1 AND (merchant_id, payment_method_id, order_reference, amount) IN
             (SELECT merchant_id, payment_method_id, order_reference, amount FROM claims
              WHERE until_ms <= $1 AND until_ms < 9223372036854775807 LIMIT 5000)",
        vec![moment(ended_by)],
    )
}
