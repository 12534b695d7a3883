//! Rows that cannot be read. They are logged and skipped, so that one does not hold up the others.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use crate::error::Impossible;

/// The unreadable rows of each query, as of its last run.
#[derive(Default)]
pub(crate) struct Unreadable(Mutex<BTreeMap<&'static str, BTreeSet<String>>>);

impl Unreadable {
    /// Keeps the unreadable rows of a query, and logs those that its last run did not have.
    pub(crate) fn found(&self, sql: &'static str, rows: impl Iterator<Item = Impossible>) {
        let now: BTreeSet<String> = rows.map(|row| row.to_string()).collect();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if now.is_empty() { known.remove(sql) } else { known.insert(sql, now.clone()) };
        for row in now.difference(&before.unwrap_or_default()) {
            tracing::error!(
                row,
                "a row with pending work cannot be read and is passed over: run `guichet doctor`"
            );
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().map(BTreeSet::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_again_is_no_longer_counted() {
        let unreadable = Unreadable::default();
        unreadable.found("one", [Impossible::of("a.b"), Impossible::of("a.c")].into_iter());
        unreadable.found("other", [Impossible::of("a.b")].into_iter());
        assert_eq!(unreadable.count(), 3);
        unreadable.found("one", [Impossible::of("a.b")].into_iter());
        unreadable.found("other", std::iter::empty());
        assert_eq!(unreadable.count(), 1);
    }
}
