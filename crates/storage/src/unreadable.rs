//! Rows with pending work that cannot be read. They are logged, counted and skipped, so that one does not hold up the
//! others.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use primitives::TransactionId;

use crate::error::Impossible;

/// More unreadable rows than this may hold up the rows behind them. It bounds the memory of a query.
const MAX_ALLOWANCE: usize = 10_000;

#[derive(Default)]
pub(crate) struct Unreadable(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// The unreadable rows of each kind of work, as of its last query.
    rows: BTreeMap<&'static str, BTreeSet<String>>,
    /// Payments whose actions cannot be read or do not add up, and until when each is set aside.
    payments: BTreeMap<TransactionId, Timestamp>,
}

impl Unreadable {
    /// Keeps the unreadable rows of a kind of work, and logs those that the last query did not find.
    pub(crate) fn found(&self, work: &'static str, rows: impl Iterator<Item = Impossible>) {
        let now: BTreeSet<String> = rows.map(|row| row.to_string()).collect();
        let mut known = self.known();
        let before =
            if now.is_empty() { known.rows.remove(work) } else { known.rows.insert(work, now.clone()) };
        for row in now.difference(&before.unwrap_or_default()) {
            tracing::error!(
                work,
                row,
                "a row with pending work cannot be read and is passed over: run `guichet doctor`"
            );
        }
    }

    /// Counts a payment until its time is over. It is taken again then, and counted again if it is still unreadable.
    pub(crate) fn set_aside(&self, payment: TransactionId, until: Timestamp) {
        self.known().payments.insert(payment, until);
    }

    /// Returns how many rows a query for a kind of work reads beyond those that it is to find.
    pub(crate) fn allowance(&self, work: &'static str) -> usize {
        self.known().rows.get(work).map_or(0, BTreeSet::len).min(MAX_ALLOWANCE)
    }

    /// Returns the number of all of them at `now`.
    pub(crate) fn count(&self, now: Timestamp) -> usize {
        let mut known = self.known();
        known.payments.retain(|_, until| *until > now);
        known.payments.len() + known.rows.values().map(BTreeSet::len).sum::<usize>()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn what_can_be_read_again_is_no_longer_counted() {
        let unreadable = Unreadable::default();
        unreadable.found("one", [Impossible::of("a.b"), Impossible::of("a.c")].into_iter());
        unreadable.found("other", [Impossible::of("a.b")].into_iter());
        assert_eq!((unreadable.count(NOW), unreadable.allowance("one")), (3, 2));
        unreadable.found("one", [Impossible::of("a.b")].into_iter());
        unreadable.found("other", std::iter::empty());
        assert_eq!((unreadable.count(NOW), unreadable.allowance("other")), (1, 0));
    }

    #[test]
    fn a_payment_is_counted_while_it_is_set_aside() {
        let unreadable = Unreadable::default();
        let second = SignedDuration::from_secs(1);
        let payment = TransactionId::new(10_000_000_000_000_001).unwrap();
        unreadable.set_aside(payment, NOW + second);
        unreadable.set_aside(payment, NOW + second + second);
        assert_eq!((unreadable.count(NOW + second), unreadable.count(NOW + second + second)), (1, 0));
    }
}
