//! `dateFrom` and `dateTo`: a range of dates, with both of its ends.

use document::Moment;
use gateway::Refusal;

use super::check_ranges;

/// A range of dates. An end that is absent bounds nothing.
#[derive(Clone, Copy)]
pub(crate) struct Dates {
    pub(crate) from: Option<Moment>,
    pub(crate) to: Option<Moment>,
}

impl Dates {
    /// Whether the end is before the beginning.
    pub(crate) fn is_reversed(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from > to)
    }

    pub(crate) fn check(self) -> Result<(), Refusal> {
        check_ranges(&[("dateTo", self.is_reversed())])
    }

    /// Returns the numbers of the ids that were made in the range: the first is in it, the second is not. `first_after` returns the
    /// least number of an id that was made after a millisecond.
    pub(crate) fn numbers(self, first_after: fn(i64) -> i64) -> (i64, i64) {
        let from = self.from.map_or(0, |from| first_after(from.0.as_millisecond() - 1));
        (from, self.to.map_or(i64::MAX, |to| first_after(to.0.as_millisecond())))
    }
}
