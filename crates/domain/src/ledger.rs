//! The ledger of a payment: the payment, everything that was done to it, and what follows for its money.
//!
//! Totals are sums over the actions, never counters that are stored beside them.

mod history;
mod inconsistent;
mod totals;

use std::{collections::BTreeMap, ops::Deref};

use primitives::{Amount, TransactionId};

use self::totals::Totals;
use crate::{
    action::{Action, ActionKind},
    transaction::Transaction,
};

pub use self::{
    history::{AUTHORISATION_LIFE, History},
    inconsistent::{Imbalance, Inconsistent},
    totals::Entry,
};

/// A history whose amounts add up. That is proven whenever one is put together, so that no question about it can fail;
/// the history is read through it, and changed only by [`Ledger::changed`].
#[derive(Clone, PartialEq)]
pub struct Ledger {
    history: History,
    totals: Totals,
}

impl Ledger {
    /// A payment to which nothing was done yet.
    pub fn new(payment: Transaction) -> Self {
        Self::of(History::new(payment)).expect("where nothing was done there is nothing to add up")
    }

    pub fn of(history: History) -> Result<Self, Inconsistent> {
        match Totals::of(&history) {
            Ok(totals) => Ok(Self { history, totals }),
            Err(imbalance) => Err(Inconsistent { payment: history.payment.id, imbalance }),
        }
    }

    /// The ledger after a change of its history.
    pub fn changed(self, change: impl FnOnce(&mut History)) -> Result<Self, Inconsistent> {
        let mut history = self.history;
        change(&mut history);
        Self::of(history)
    }

    /// As [`Ledger::changed`], with one more action, or with another in its place.
    pub fn with(self, action: Action) -> Result<Self, Inconsistent> {
        self.changed(|history| match history.action_mut(action.id) {
            Some(known) => *known = action,
            None => history.actions.push(action),
        })
    }

    pub fn into_payment(self) -> Transaction {
        self.history.payment
    }

    /// What is captured, entry by entry, the oldest first.
    pub fn captures(&self) -> &[Entry] {
        &self.totals.captures
    }

    /// What is refunded, entry by entry, the oldest first.
    pub fn refunds(&self) -> &[Entry] {
        &self.totals.refunds
    }

    pub fn entry(&self, id: TransactionId) -> Option<&Entry> {
        self.captures().iter().chain(self.refunds()).find(|entry| entry.id == id)
    }

    pub const fn captured(&self) -> Amount {
        self.totals.captured
    }

    pub const fn refunded(&self) -> Amount {
        self.totals.refunded
    }

    /// What may still be refunded.
    pub const fn refundable(&self) -> Amount {
        self.totals.refundable
    }

    /// What a cancel may take from captures: they are not remitted, and no refund stands on it.
    pub const fn cancellable(&self) -> Amount {
        self.totals.cancellable
    }

    /// All that cancels took, captured or not; cancelled refunds do not count.
    pub const fn cancelled(&self) -> Amount {
        self.totals.cancelled
    }

    /// What may still be captured, were time no matter: neither captured, nor being captured, nor cancelled, nor closed
    /// by a FINAL capture.
    pub const fn uncaptured(&self) -> Amount {
        self.totals.uncaptured
    }

    /// What a bank holds of the first authorisation and nobody captured in it: to be given back when that runs out. A
    /// late delivery has an authorisation of its own, and leaves this one as it was.
    pub const fn lapsing(&self) -> Amount {
        self.totals.lapsing
    }

    /// What is still owed of an action's release, by the authorisation that holds it: the payment's, or that of a late
    /// delivery. `None` where nothing is.
    pub fn owed(&self, action: TransactionId) -> Option<&BTreeMap<TransactionId, Amount>> {
        self.totals.owed.get(&action)
    }

    /// Cancelled, and nothing is left of it.
    pub fn is_cancelled(&self) -> bool {
        let any = self.accepted(ActionKind::Cancel).next().is_some();
        any && self.uncaptured() == Amount::ZERO && self.captured() == Amount::ZERO && !self.is_capturing()
    }
}

impl Deref for Ledger {
    type Target = History;

    fn deref(&self) -> &History {
        &self.history
    }
}
