//! The ledger of a payment: the payment, everything that was done to it, and what follows for its money.
//!
//! Totals are sums over the actions, never counters that are kept beside them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, TransactionId};

use crate::{
    action::{Action, ActionKind},
    transaction::{State, Transaction, TransactionType},
};

/// How long an authorisation lives.
pub const AUTHORISATION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Clone, PartialEq)]
pub struct Ledger {
    pub payment: Transaction,
    /// In the order of their places, which is that in which they were decided.
    pub actions: Vec<Action>,
    /// Captures (or the payment, where it captures by itself) and refunds that went to the bank's file.
    pub remitted: BTreeSet<TransactionId>,
}

/// A capture or a refund that was accepted, and what is left of it after cancels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub id: TransactionId,
    pub left: Amount,
    pub remitted: bool,
}

impl Ledger {
    pub const fn new(payment: Transaction) -> Self {
        Self { payment, actions: Vec::new(), remitted: BTreeSet::new() }
    }

    pub fn action(&self, id: TransactionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    pub fn action_mut(&mut self, id: TransactionId) -> Option<&mut Action> {
        self.actions.iter_mut().find(|action| action.id == id)
    }

    /// What the bank said yes to; 0 where it did not.
    pub fn authorised(&self) -> Amount {
        match self.payment.state {
            State::Accepted(_) => self.payment.amount(),
            _ => Amount::ZERO,
        }
    }

    /// What is captured, entry by entry, the oldest first.
    pub fn captures(&self) -> Vec<Entry> {
        let by_itself = self.payment.kind() == TransactionType::AuthorizationAndCapture;
        let payment =
            (by_itself && self.authorised() > Amount::ZERO).then(|| (self.payment.id, self.payment.amount()));
        self.entries(payment.into_iter().chain(self.amounts(ActionKind::Capture)))
    }

    /// What is refunded, entry by entry, the oldest first.
    pub fn refunds(&self) -> Vec<Entry> {
        self.entries(self.amounts(ActionKind::Refund))
    }

    /// What was refunded, by what the refunds were asked of.
    pub fn refunded_by_target(&self) -> BTreeMap<TransactionId, Amount> {
        let left: BTreeMap<TransactionId, Amount> =
            self.refunds().into_iter().map(|refund| (refund.id, refund.left)).collect();
        let mut targets = BTreeMap::new();
        for refund in self.accepted(ActionKind::Refund) {
            let total = targets.entry(refund.target).or_insert(Amount::ZERO);
            *total = sum([*total, left.get(&refund.id).copied().unwrap_or(Amount::ZERO)].into_iter());
        }
        targets
    }

    pub fn captured(&self) -> Amount {
        sum(self.captures().iter().map(|entry| entry.left))
    }

    pub fn refunded(&self) -> Amount {
        sum(self.refunds().iter().map(|entry| entry.left))
    }

    /// All that cancels took, captured or not; cancelled refunds do not count.
    pub fn cancelled(&self) -> Amount {
        let refund = |id| self.action(id).is_some_and(|action| action.kind == ActionKind::Refund);
        sum(self.accepted(ActionKind::Cancel).map(|cancel| {
            let of_refunds =
                sum(cancel.taken.iter().filter(|taken| refund(taken.from)).map(|taken| taken.amount));
            minus(cancel.amount(), of_refunds)
        }))
    }

    /// What may still be captured, were time no matter: neither captured, nor being captured, nor cancelled, nor closed
    /// by a FINAL capture.
    pub fn uncaptured(&self) -> Amount {
        if self.payment.kind() != TransactionType::Authorization {
            return Amount::ZERO;
        }
        let captures = self.actions.iter().filter(|action| action.kind == ActionKind::Capture);
        let used = captures
            .filter(|capture| capture.is_accepted() || capture.is_pending())
            .flat_map(|capture| [capture.amount(), capture.closes()]);
        let cancelled = self
            .accepted(ActionKind::Cancel)
            .map(|cancel| minus(cancel.amount(), sum(cancel.taken.iter().map(|taken| taken.amount))));
        minus(self.authorised(), sum(used.chain(cancelled)))
    }

    /// What a bank holds of the first authorisation and nobody captured in it: to be given back when that runs out. A
    /// late delivery has an authorisation of its own, and leaves this one as it was.
    pub fn lapsing(&self) -> Amount {
        let late = self.actions.iter().filter(|action| action.is_renewal()).map(Action::amount);
        sum(late.chain([self.uncaptured()]))
    }

    /// What an action gives back, by the authorisation that holds it: the payment's, or that of a late delivery.
    pub fn releases(&self, action: &Action) -> BTreeMap<TransactionId, Amount> {
        let mut releases = BTreeMap::new();
        let Some(release) = action.release else { return releases };
        let mut rest = release.amount;
        for part in &action.taken {
            let renewal = self.action(part.from).is_some_and(Action::is_renewal);
            if renewal {
                let total = releases.entry(part.from).or_insert(Amount::ZERO);
                *total = sum([*total, part.amount].into_iter());
                rest = minus(rest, part.amount);
            }
        }
        if rest > Amount::ZERO {
            releases.insert(self.payment.id, rest);
        }
        releases
    }

    /// What may still be refunded.
    pub fn refundable(&self) -> Amount {
        minus(self.captured(), self.refunded())
    }

    pub fn expires(&self) -> Timestamp {
        self.payment.created.saturating_add(AUTHORISATION_LIFE).unwrap_or(Timestamp::MAX)
    }

    /// Its time has run out, by the clock or because somebody has written so already.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires() || self.accepted(ActionKind::Expiry).next().is_some()
    }

    /// Cancelled, and nothing is left of it.
    pub fn is_cancelled(&self) -> bool {
        let any = self.accepted(ActionKind::Cancel).next().is_some();
        any && self.uncaptured() == Amount::ZERO && self.captured() == Amount::ZERO && !self.is_capturing()
    }

    /// A late delivery is out: its bank has not answered.
    pub fn is_capturing(&self) -> bool {
        self.actions.iter().any(|action| action.kind == ActionKind::Capture && action.is_pending())
    }

    pub fn accepted(&self, kind: ActionKind) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.kind == kind && action.is_accepted())
    }

    fn amounts(&self, kind: ActionKind) -> impl Iterator<Item = (TransactionId, Amount)> {
        self.accepted(kind).map(|action| (action.id, action.amount()))
    }

    fn entries(&self, amounts: impl Iterator<Item = (TransactionId, Amount)>) -> Vec<Entry> {
        let mut taken: BTreeMap<TransactionId, Amount> = BTreeMap::new();
        for part in self.accepted(ActionKind::Cancel).flat_map(|cancel| &cancel.taken) {
            let total = taken.entry(part.from).or_insert(Amount::ZERO);
            *total = sum([*total, part.amount].into_iter());
        }
        let left = |id: TransactionId, amount| minus(amount, taken.get(&id).copied().unwrap_or(Amount::ZERO));
        amounts
            .map(|(id, amount)| Entry { id, left: left(id, amount), remitted: self.remitted.contains(&id) })
            .collect()
    }
}

/// The parts of one payment never exceed its amount, so neither bound is ever met: the books would be wrong.
pub(crate) fn sum(parts: impl Iterator<Item = Amount>) -> Amount {
    parts.fold(Amount::ZERO, |total, part| total.checked_add(part).unwrap_or(Amount::MAX))
}

fn minus(whole: Amount, part: Amount) -> Amount {
    whole.checked_sub(part).unwrap_or(Amount::ZERO)
}
