//! The ledger of a payment: the payment, its actions, and the amounts that follow from them.
//!
//! Totals are sums over the actions. No counter is stored beside them.

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

/// A history whose amounts add up. This is checked whenever a ledger is built, so that no question about it can fail.
/// The history is read through the ledger, and changed only by [`Ledger::changed`].
#[derive(Clone, PartialEq)]
pub struct Ledger {
    history: History,
    totals: Totals,
}

impl Ledger {
    /// Returns the ledger of a payment without actions.
    pub fn new(payment: Transaction) -> Self {
        Self::of(History::new(payment)).expect("where nothing was done there is nothing to add up")
    }

    /// Returns the ledger of a history, or [`Inconsistent`] where its amounts do not add up.
    pub fn of(history: History) -> Result<Self, Inconsistent> {
        match Totals::of(&history) {
            Ok(totals) => Ok(Self { history, totals }),
            Err(imbalance) => Err(Inconsistent { payment: history.payment.id, imbalance }),
        }
    }

    /// Returns the ledger after a change of its history.
    pub fn changed(self, change: impl FnOnce(&mut History)) -> Result<Self, Inconsistent> {
        let mut history = self.history;
        change(&mut history);
        Self::of(history)
    }

    /// Adds an action, or replaces the one with the same id, as [`Ledger::changed`] does.
    pub fn with(self, action: Action) -> Result<Self, Inconsistent> {
        self.changed(|history| match history.action_mut(action.id) {
            Some(known) => *known = action,
            None => history.actions.push(action),
        })
    }

    pub fn into_payment(self) -> Transaction {
        self.history.payment
    }

    /// Returns the accepted captures, the oldest first.
    pub fn captures(&self) -> &[Entry] {
        &self.totals.captures
    }

    /// Returns the accepted refunds, the oldest first.
    pub fn refunds(&self) -> &[Entry] {
        &self.totals.refunds
    }

    /// Finds an accepted capture or refund.
    pub fn entry(&self, id: TransactionId) -> Option<&Entry> {
        self.captures().iter().chain(self.refunds()).find(|entry| entry.id == id)
    }

    /// Returns the captured amount that is left after cancels.
    pub const fn captured(&self) -> Amount {
        self.totals.captured
    }

    /// Returns the refunded amount that is left after cancels.
    pub const fn refunded(&self) -> Amount {
        self.totals.refunded
    }

    /// Returns the amount that may still be refunded.
    pub const fn refundable(&self) -> Amount {
        self.totals.refundable
    }

    /// Returns the captured amount that a cancel may take back: it is not remitted, and no refund uses it.
    pub const fn cancellable(&self) -> Amount {
        self.totals.cancellable
    }

    /// Returns the amount that cancels took from the payment, captured or not. Cancelled refunds do not
    /// count.
    pub const fn cancelled(&self) -> Amount {
        self.totals.cancelled
    }

    /// Returns the amount that may still be captured if the authorisation has not expired: it is not
    /// captured, nor being captured, cancelled or closed by a FINAL capture.
    pub const fn uncaptured(&self) -> Amount {
        self.totals.uncaptured
    }

    /// Returns the amount of the first authorisation that was not captured. It is released when the
    /// authorisation expires. A late delivery has an authorisation of its own and does not change this
    /// amount.
    pub const fn lapsing(&self) -> Amount {
        self.totals.lapsing
    }

    /// Returns the amounts of an action's release that the bank has not confirmed, by the authorisation that
    /// holds them: the payment's or that of a late delivery. `None` where nothing is owed.
    pub fn owed(&self, action: TransactionId) -> Option<&BTreeMap<TransactionId, Amount>> {
        self.totals.owed.get(&action)
    }

    /// Whether cancels took the whole payment.
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
