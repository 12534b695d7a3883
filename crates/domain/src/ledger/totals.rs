//! The totals of a payment: the sums over its actions.

use std::collections::BTreeMap;

use primitives::{Amount, TransactionId};

use super::{History, Imbalance};
use crate::{
    action::{Action, ActionKind},
    transaction::TransactionType,
};

/// A capture or a refund that was accepted, and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub id: TransactionId,
    /// The amount that is left after cancels.
    pub left: Amount,
    /// The amount that is left after cancels and after the refunds that name this capture.
    pub unrefunded: Amount,
    pub remitted: bool,
}

type ByTransaction = BTreeMap<TransactionId, Amount>;

/// The totals of a ledger, whose methods say what each of them is.
#[derive(Clone, PartialEq)]
pub(super) struct Totals {
    pub(super) captures: Vec<Entry>,
    pub(super) refunds: Vec<Entry>,
    pub(super) captured: Amount,
    pub(super) refunded: Amount,
    pub(super) refundable: Amount,
    pub(super) cancellable: Amount,
    pub(super) cancelled: Amount,
    pub(super) uncaptured: Amount,
    pub(super) lapsing: Amount,
    pub(super) owed: BTreeMap<TransactionId, ByTransaction>,
}

impl Totals {
    pub(super) fn of(history: &History) -> Result<Self, Imbalance> {
        let mut taken = taken(history)?;
        let refunds = refunds(history, &mut taken)?;
        let captures = captures(history, &mut taken, &refunds)?;
        // Cancels take from captures and refunds of this payment only.
        if let Some(stranger) = any(&taken) {
            return Err(Imbalance::OverEntry(stranger));
        }
        let left = |entries: &[Entry]| sum(entries.iter().map(|entry| entry.left));
        let refundable = minus(left(&captures)?, left(&refunds)?, Imbalance::OverCaptured)?;
        let open = captures.iter().filter(|entry| !entry.remitted);
        let cancellable = sum(open.map(|entry| entry.unrefunded))?.min(refundable);
        let uncaptured = uncaptured(history)?;
        Ok(Self {
            captured: left(&captures)?,
            refunded: left(&refunds)?,
            refundable,
            cancellable,
            cancelled: cancelled(history, &refunds)?,
            uncaptured,
            lapsing: sum(renewals(history).map(Action::amount).chain([uncaptured]))?,
            owed: owed(history)?,
            captures,
            refunds,
        })
    }
}

/// Sums the amounts that cancels took, by the transaction they were taken from.
fn taken(history: &History) -> Result<ByTransaction, Imbalance> {
    let mut taken = ByTransaction::new();
    for part in history.accepted(ActionKind::Cancel).flat_map(|cancel| &cancel.taken) {
        add(&mut taken, part.from, part.amount)?;
    }
    Ok(taken)
}

/// Lists the accepted refunds. The amounts that cancels took from them are removed from `taken`.
fn refunds(history: &History, taken: &mut ByTransaction) -> Result<Vec<Entry>, Imbalance> {
    let entry = |refund: &Action| {
        let left = minus(refund.amount(), part(taken, refund.id), Imbalance::OverEntry(refund.id))?;
        let remitted = history.remitted.contains(&refund.id);
        Ok(Entry { id: refund.id, left, unrefunded: left, remitted })
    };
    history.accepted(ActionKind::Refund).map(entry).collect()
}

/// Lists the accepted captures. The amounts that cancels took from them are removed from `taken`.
fn captures(
    history: &History,
    taken: &mut ByTransaction,
    refunds: &[Entry],
) -> Result<Vec<Entry>, Imbalance> {
    let mut named = ByTransaction::new();
    for (refund, entry) in history.accepted(ActionKind::Refund).zip(refunds) {
        add(&mut named, refund.target, entry.left)?;
    }
    let payment = &history.payment;
    let by_itself = payment.kind() == TransactionType::AuthorizationAndCapture;
    if !by_itself {
        // Where the payment itself is no capture, a refund that names it counts against all captures.
        named.remove(&payment.id);
    }
    let itself = (by_itself && history.authorised() > Amount::ZERO).then(|| (payment.id, payment.amount()));
    let actions = history.accepted(ActionKind::Capture).map(|capture| (capture.id, capture.amount()));
    let mut captures = Vec::new();
    for (id, amount) in itself.into_iter().chain(actions) {
        let left = minus(amount, part(taken, id), Imbalance::OverEntry(id))?;
        let unrefunded = minus(left, part(&mut named, id), Imbalance::OverCapture(id))?;
        captures.push(Entry { id, left, unrefunded, remitted: history.remitted.contains(&id) });
    }
    any(&named).map_or(Ok(captures), |stranger| Err(Imbalance::OverCapture(stranger)))
}

/// Sums what cancels took, captured or not, without cancelled refunds.
fn cancelled(history: &History, refunds: &[Entry]) -> Result<Amount, Imbalance> {
    let is_refund = |id| refunds.iter().any(|entry| entry.id == id);
    let mut cancelled = Amount::ZERO;
    for cancel in history.accepted(ActionKind::Cancel) {
        let of_refunds = cancel.taken.iter().filter(|part| is_refund(part.from)).map(|part| part.amount);
        let rest = minus(cancel.amount(), sum(of_refunds)?, Imbalance::OverCancel(cancel.id))?;
        cancelled = plus(cancelled, rest)?;
    }
    Ok(cancelled)
}

/// Returns the amount that is neither captured, nor being captured, nor cancelled, nor closed by a FINAL
/// capture. It is 0 for a payment with automatic capture.
fn uncaptured(history: &History) -> Result<Amount, Imbalance> {
    let authorised = history.authorised();
    let by_itself = history.payment.kind() != TransactionType::Authorization;
    let mut used = if by_itself { authorised } else { Amount::ZERO };
    for action in &history.actions {
        let part = match action.kind {
            ActionKind::Capture if action.is_accepted() || action.is_pending() => {
                plus(action.amount(), action.closes())?
            }
            ActionKind::Cancel if action.is_accepted() => {
                let parts = sum(action.taken.iter().map(|part| part.amount))?;
                minus(action.amount(), parts, Imbalance::OverCancel(action.id))?
            }
            ActionKind::Capture | ActionKind::Cancel | ActionKind::Refund | ActionKind::Expiry => continue,
        };
        used = plus(used, part)?;
    }
    minus(authorised, used, Imbalance::OverAuthorised)
}

fn renewals(history: &History) -> impl Iterator<Item = &Action> {
    history.actions.iter().filter(|action| action.is_renewal())
}

/// Sums what banks are still to be told to release, by action and by the authorisation that holds it: the
/// payment's or that of a late delivery.
fn owed(history: &History) -> Result<BTreeMap<TransactionId, ByTransaction>, Imbalance> {
    let mut owed = BTreeMap::new();
    for action in &history.actions {
        let Some(release) = action.release.filter(|_| action.release_due().is_some()) else { continue };
        let is_renewal = |id| history.action(id).is_some_and(Action::is_renewal);
        let mut parts = ByTransaction::new();
        for part in action.taken.iter().filter(|part| is_renewal(part.from)) {
            add(&mut parts, part.from, part.amount)?;
        }
        let of_renewals = sum(parts.values().copied())?;
        let rest = minus(release.amount, of_renewals, Imbalance::OverRelease(action.id))?;
        if rest > Amount::ZERO {
            parts.insert(history.payment.id, rest);
        }
        owed.insert(action.id, parts);
    }
    Ok(owed)
}

/// Removes and returns the part of a transaction. It is 0 where the transaction has none.
fn part(parts: &mut ByTransaction, id: TransactionId) -> Amount {
    parts.remove(&id).unwrap_or(Amount::ZERO)
}

fn any(parts: &ByTransaction) -> Option<TransactionId> {
    parts.iter().find(|(_, amount)| **amount > Amount::ZERO).map(|(id, _)| *id)
}

fn add(parts: &mut ByTransaction, id: TransactionId, amount: Amount) -> Result<(), Imbalance> {
    let total = parts.entry(id).or_insert(Amount::ZERO);
    *total = plus(*total, amount)?;
    Ok(())
}

fn sum(mut amounts: impl Iterator<Item = Amount>) -> Result<Amount, Imbalance> {
    amounts.try_fold(Amount::ZERO, plus)
}

fn plus(one: Amount, other: Amount) -> Result<Amount, Imbalance> {
    one.checked_add(other).ok_or(Imbalance::TooLarge)
}

fn minus(whole: Amount, part: Amount, otherwise: Imbalance) -> Result<Amount, Imbalance> {
    whole.checked_sub(part).ok_or(otherwise)
}
