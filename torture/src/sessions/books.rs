//! The sessions that were made, and what was told of them.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use crate::merchants::Merchant;

/// The sessions by their ids.
#[derive(Default)]
pub(crate) struct Books(Mutex<BTreeMap<String, Kept>>);

#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) merchant: Merchant,
    pub(crate) reading: Reading,
    /// Whether the buyer was told that the payment is accepted.
    pub(crate) paid: bool,
    /// The final state that was told. `None` while there is none.
    pub(crate) state: Option<String>,
    /// The time at which the shop had read a final result.
    pub(crate) read: Option<Instant>,
}

/// Whether the shop asks for the result or waits for the notification. A shop that has read the result need
/// not be notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Reads,
    Waits,
}

impl Books {
    pub(crate) fn open(&self) -> MutexGuard<'_, BTreeMap<String, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn made(&self, id: &str, merchant: &Merchant, reading: Reading) {
        let kept = Kept { merchant: merchant.clone(), reading, paid: false, state: None, read: None };
        self.open().insert(id.to_owned(), kept);
    }

    /// Records what a buyer was told of a session.
    pub(crate) fn tell(&self, id: &str, state: &str) {
        if let Some(kept) = self.open().get_mut(id) {
            kept.paid |= state == PAID;
            if is_final(state) {
                kept.state = Some(state.to_owned());
            }
        }
    }

    pub(crate) fn was_read(&self, id: &str) {
        if let Some(kept) = self.open().get_mut(id) {
            kept.read.get_or_insert_with(Instant::now);
        }
    }

    /// Returns the sessions that match, as they are now.
    pub(crate) fn all(&self, which: impl Fn(&Kept) -> bool) -> Vec<(String, Kept)> {
        let open = self.open();
        let matching = open.iter().filter(|(_, kept)| which(kept));
        matching.map(|(id, kept)| (id.clone(), kept.clone())).collect()
    }
}

pub(crate) const PAID: &str = "PAYMENT_SUCCESS";

/// Whether the state is final.
pub(crate) fn is_final(state: &str) -> bool {
    matches!(state, PAID | "PAYMENT_FAILURE" | "PAYMENT_CANCELED" | "TOKEN_EXPIRED")
}
