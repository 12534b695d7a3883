//! A payment and everything that was done to it, as it was written down.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, TransactionId};

use crate::{
    action::{Action, ActionKind},
    transaction::{State, Transaction},
};

/// How long an authorisation lives.
pub const AUTHORISATION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Clone, PartialEq)]
pub struct History {
    pub payment: Transaction,
    /// In the order of their places, which is that in which they were decided.
    pub actions: Vec<Action>,
    /// Captures (or the payment, where it captures by itself) and refunds that went to the bank's file.
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

    /// Of the payment, or of an action on it.
    pub fn state(&self, id: TransactionId) -> Option<&State> {
        if id == self.payment.id {
            return Some(&self.payment.state);
        }
        self.action(id).map(|action| &action.state)
    }

    /// Moves the payment or an action into a state; an id of neither changes nothing.
    pub fn put(&mut self, id: TransactionId, state: State) {
        if id == self.payment.id {
            self.payment.state = state;
        } else if let Some(action) = self.action_mut(id) {
            action.state = state;
        }
    }

    pub fn accepted(&self, kind: ActionKind) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.kind == kind && action.is_accepted())
    }

    /// What the bank said yes to; 0 where it did not.
    pub fn authorised(&self) -> Amount {
        match self.payment.state {
            State::Accepted(_) => self.payment.amount(),
            _ => Amount::ZERO,
        }
    }

    pub fn expires(&self) -> Timestamp {
        self.payment.created.saturating_add(AUTHORISATION_LIFE).unwrap_or(Timestamp::MAX)
    }

    /// Its time has run out, by the clock or because somebody has written so already.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires() || self.accepted(ActionKind::Expiry).next().is_some()
    }

    /// A late delivery is out: its bank has not answered.
    pub fn is_capturing(&self) -> bool {
        self.actions.iter().any(|action| action.kind == ActionKind::Capture && action.is_pending())
    }
}
