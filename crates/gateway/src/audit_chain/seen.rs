//! The stamps that were seen, so that a copy of a line is found.

use std::collections::{BTreeMap, HashMap};

/// The numbers of lines by their writers, as runs of numbers. There is one run for a writer and one more for each of its commits that
/// failed, whatever the number of lines.
#[derive(Default)]
pub(super) struct Seen(HashMap<u64, BTreeMap<u64, u64>>);

impl Seen {
    /// Notes a number. Returns `false` if it was noted before.
    pub(super) fn note(&mut self, writer: u64, number: u64) -> bool {
        let runs = self.0.entry(writer).or_default();
        let before = runs.range(..=number).next_back().map(|(first, last)| (*first, *last));
        if before.is_some_and(|(_, last)| number <= last) {
            return false;
        }
        let joins_before = before.filter(|(_, last)| last.checked_add(1) == Some(number));
        let after = number.checked_add(1).and_then(|next| runs.remove(&next));
        let first = joins_before.map_or(number, |(first, _)| first);
        runs.insert(first, after.unwrap_or(number));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_once_in_any_order() {
        let mut seen = Seen::default();
        for number in [5, 1, 2, 4, 3, 9, u64::MAX, 7, 8, 0] {
            assert!(seen.note(1, number), "{number}");
            assert!(!seen.note(1, number), "{number} again");
        }
        for number in [0, 1, 2, 3, 4, 5, 7, 8, 9] {
            assert!(!seen.note(1, number), "{number}");
        }
        assert_eq!(seen.0[&1], BTreeMap::from([(0, 5), (7, 9), (u64::MAX, u64::MAX)]));
        assert!(seen.note(1, 6));
        assert!(seen.note(2, 6), "of another writer");
        assert_eq!(seen.0[&1], BTreeMap::from([(0, 9), (u64::MAX, u64::MAX)]));
    }
}
