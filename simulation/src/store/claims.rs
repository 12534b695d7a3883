//! Claims to the identity of a payment, and first requests under an idempotency key: rows that somebody has until a
//! moment, and anybody after it.

use std::sync::Arc;

use domain::{
    duplicate::{Claim, Holder},
    subject::Subject,
    transaction::State,
};
use gateway::ports::CommitError;
use jiff::Timestamp;
use primitives::TransactionId;

use super::rows::{ClaimKey, ClaimRow, RequestKey, RequestRow, Rows, claim_key};
use crate::Planted;

pub(super) fn lay(
    rows: &mut Rows,
    at: Timestamp,
    claim: &Claim,
    holder: TransactionId,
    planted: Planted,
) -> Result<(), CommitError> {
    let key = claim_key(claim);
    let guarded = planted != Planted::StoreIgnoresClaims;
    if let Some(held) = rows.claims.get(&key).filter(|row| row.until > at && guarded) {
        return Err(CommitError::Claimed(held.holder));
    }
    let holder = Holder { transaction: holder, accepted: false };
    put(rows, key, ClaimRow { holder, until: Timestamp::MAX });
    Ok(())
}

pub(super) fn keep(rows: &mut Rows, claim: &Claim, holder: TransactionId, until: Timestamp) {
    let key = claim_key(claim);
    if rows.claims.get(&key).is_some_and(|row| row.holder.transaction == holder) {
        put(rows, key, ClaimRow { holder: Holder { transaction: holder, accepted: true }, until });
    }
}

/// That of a payment which did not lay it before; another's that has not ended stays.
pub(super) fn remember(
    rows: &mut Rows,
    at: Timestamp,
    claim: &Claim,
    holder: TransactionId,
    until: Timestamp,
) {
    let key = claim_key(claim);
    if rows.claims.get(&key).is_none_or(|row| row.holder.transaction == holder || row.until <= at) {
        put(rows, key, ClaimRow { holder: Holder { transaction: holder, accepted: true }, until });
    }
}

pub(super) fn accepted(rows: &Rows, claim: &Claim, now: Timestamp) -> Option<TransactionId> {
    let row = rows.claims.get(&claim_key(claim))?;
    (row.holder.accepted && row.until > now).then_some(row.holder.transaction)
}

pub(super) fn release(rows: &mut Rows, claim: &Claim, holder: TransactionId) {
    let key = claim_key(claim);
    if rows.claims.get(&key).is_some_and(|row| row.holder.transaction == holder) {
        Arc::make_mut(&mut rows.claims).remove(&key);
        rows.touched.payments.insert(holder);
    }
}

fn put(rows: &mut Rows, key: ClaimKey, row: ClaimRow) {
    let before = rows.claims.get(&key).map(|row| row.holder.transaction);
    rows.touched.payments.extend(before);
    rows.touched.payments.insert(row.holder.transaction);
    Arc::make_mut(&mut rows.claims).insert(key, Arc::new(row));
}

/// A key that has ended may be used anew.
pub(super) fn begin_request(
    rows: &mut Rows,
    at: Timestamp,
    key: RequestKey,
    row: RequestRow,
) -> Result<(), CommitError> {
    if rows.requests.get(&key).is_some_and(|row| row.until > at) {
        return Err(CommitError::RequestRepeated);
    }
    Arc::make_mut(&mut rows.requests).insert(key, Arc::new(row));
    Ok(())
}

/// The first answer stays; a key that was used anew belongs to another transaction.
pub(super) fn answer_request(rows: &mut Rows, key: &RequestKey, transaction: TransactionId, state: State) {
    let waits = |row: &RequestRow| row.subject == Subject::Transaction(transaction) && row.answered.is_none();
    if rows.requests.get(key).is_some_and(|row| waits(row))
        && let Some(row) = Arc::make_mut(&mut rows.requests).get_mut(key)
    {
        Arc::make_mut(row).answered = Some(state);
    }
}

pub(super) fn forget_claims(rows: &mut Rows, ended_by: Timestamp) {
    let ended: Vec<ClaimKey> =
        rows.claims.iter().filter(|(_, row)| row.until <= ended_by).map(|(key, _)| key.clone()).collect();
    for key in ended {
        if let Some(row) = Arc::make_mut(&mut rows.claims).remove(&key) {
            rows.touched.payments.insert(row.holder.transaction);
        }
    }
}

pub(super) fn forget_requests(rows: &mut Rows, ended_by: Timestamp) {
    Arc::make_mut(&mut rows.requests).retain(|_, row| row.until > ended_by);
}
