//! How far each kind is forgotten, so that a step begins where the last one ended.
//!
//! PostgreSQL keeps what is left of deleted rows in a table and in its indexes for a while. A step that looked for the oldest rows
//! from the beginning each time would read past all that the steps before it have deleted.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::ports::Kept;

/// The time after which a step begins at the beginning again: rows that were passed then, such as a notification that waited,
/// may be due.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

#[derive(Clone, Copy)]
struct Mark {
    kind: Kept,
    place: i64,
    /// When a step began at the beginning.
    since: Timestamp,
}

/// The marks of an instance, one for a kind.
#[derive(Default)]
pub struct Marks(Mutex<Vec<Mark>>);

impl Marks {
    /// Returns the place at which a step begins. That row may be there still.
    pub(super) fn place(&self, kind: Kept, now: Timestamp) -> i64 {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        marks.retain(|mark| mark.since <= now && now.duration_since(mark.since) < LIFE);
        marks.iter().find(|mark| mark.kind == kind).map_or(i64::MIN, |mark| mark.place)
    }

    /// Notes that whatever is before `place` is forgotten, or was passed.
    pub(super) fn set(&self, kind: Kept, place: i64, now: Timestamp) {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match marks.iter_mut().find(|mark| mark.kind == kind) {
            Some(mark) => mark.place = place,
            None => marks.push(Mark { kind, place, since: now }),
        }
    }

    /// Has the next step begin at the beginning.
    pub(super) fn forget(&self, kind: Kept) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|mark| mark.kind != kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_lasts_an_hour_from_the_first_step() {
        let (marks, start) = (Marks::default(), Timestamp::UNIX_EPOCH);
        let after = |minutes| start + SignedDuration::from_mins(minutes);
        assert_eq!(marks.place(Kept::Audit, start), i64::MIN);
        marks.set(Kept::Audit, 7, start);
        marks.set(Kept::Audit, 9, after(59));
        assert_eq!(marks.place(Kept::Audit, after(59)), 9);
        assert_eq!(marks.place(Kept::Cards, after(59)), i64::MIN);
        assert_eq!(marks.place(Kept::Audit, after(60)), i64::MIN);
        // Where the clock was turned back nothing is known.
        marks.set(Kept::Audit, 9, after(60));
        assert_eq!(marks.place(Kept::Audit, after(30)), i64::MIN);
    }
}
