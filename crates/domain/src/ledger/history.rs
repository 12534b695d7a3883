//! A payment and its actions, as stored.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, TransactionId};

use crate::{
    action::{Action, ActionKind},
    transaction::{State, Transaction},
};

/// The lifetime of an authorisation: seven days.
pub const AUTHORISATION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A payment and its actions. Whether the amounts add up is not checked; a [`Ledger`](super::Ledger) is.
#[derive(Clone, PartialEq)]
pub struct History {
    pub payment: Transaction,
    /// The actions in the order in which they were decided.
    pub actions: Vec<Action>,
    /// The captures and refunds that are in a remittance. An automatic capture has the payment's id.
    pub remitted: BTreeSet<TransactionId>,
}

impl History {
    pub const fn new(payment: Transaction) -> Self {
        Self { payment, actions: Vec::new(), remitted: BTreeSet::new() }
    }

    pub fn action(&self, id: TransactionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    pub fn action_mut(&mut self, id: TransactionId) -> Option<&mut Action> {
        self.actions.iter_mut().find(|action| action.id == id)
    }

    /// Returns the state of the payment or of one of its actions.
    pub fn state(&self, id: TransactionId) -> Option<&State> {
        if id == self.payment.id {
            return Some(&self.payment.state);
        }
        self.action(id).map(|action| &action.state)
    }

    /// Sets the state of the payment or of an action. An unknown id changes nothing.
    pub fn put(&mut self, id: TransactionId, state: State) {
        if id == self.payment.id {
            self.payment.state = state;
        } else if let Some(action) = self.action_mut(id) {
            action.state = state;
        }
    }

    /// Returns the accepted actions of a kind, in the order in which they were decided.
    pub fn accepted(&self, kind: ActionKind) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.kind == kind && action.is_accepted())
    }

    /// Returns the amount that the bank has authorised, or 0.
    pub fn authorised(&self) -> Amount {
        match self.payment.state {
            State::Accepted(_) => self.payment.amount(),
            _ => Amount::ZERO,
        }
    }

    /// Returns the time of the last action on the payment, accepted or refused, or of the payment itself.
    pub fn last_action(&self) -> Timestamp {
        self.actions.iter().map(|action| action.created).fold(self.payment.created, Timestamp::max)
    }

    /// Returns the time at which the authorisation expires.
    pub fn expires(&self) -> Timestamp {
        self.payment.created.saturating_add(AUTHORISATION_LIFE).unwrap_or(Timestamp::MAX)
    }

    /// Whether the authorisation has expired: its time has passed, or an expiry is recorded.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires() || self.accepted(ActionKind::Expiry).next().is_some()
    }

    /// Whether a late delivery waits for its bank.
    pub fn is_capturing(&self) -> bool {
        self.actions.iter().any(|action| action.kind == ActionKind::Capture && action.is_pending())
    }
}
