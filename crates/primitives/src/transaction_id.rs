//! The id of a transaction.

use std::fmt;

use document::{Fault, Object};

use crate::CellId;

/// A transaction: 17 decimal digits. The first 13 are milliseconds since 1970, the next two the cell in which it was made, the
/// last two a counter. So ids sort by time, and those of one cell also within a millisecond.
///
/// Earlier versions counted with the last four digits. Their ids stay valid, and the cell that they seem to name means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId(i64);

impl TransactionId {
    /// The number of ids of one cell and millisecond.
    pub const PER_MS: i64 = 100;
    /// Values of the two digits of the cell.
    const CELLS: i64 = 100;
    const FIRST: i64 = 10_000_000_000_000_000;
    const LAST: i64 = 99_999_999_999_999_999;

    pub const fn new(number: i64) -> Option<Self> {
        if number >= Self::FIRST && number <= Self::LAST { Some(Self(number)) } else { None }
    }

    /// Returns the id of a cell, of the milliseconds since 1970 and of a counter below [`Self::PER_MS`].
    pub fn made_in(cell: CellId, ms: i64, counter: i64) -> Option<Self> {
        if !(0..Self::PER_MS).contains(&counter) {
            return None;
        }
        let in_ms = i64::from(cell.number()) * Self::PER_MS + counter;
        ms.checked_mul(Self::CELLS * Self::PER_MS)?.checked_add(in_ms).and_then(Self::new)
    }

    /// Returns the cell in which the id was made. It means nothing for an id of an earlier version, which may
    /// also have none.
    pub fn cell(self) -> Option<CellId> {
        u8::try_from(self.0 / Self::PER_MS % Self::CELLS).ok().and_then(CellId::new)
    }

    /// Returns the least number that an id made after `ms` may have.
    pub const fn first_after(ms: i64) -> i64 {
        ms.saturating_add(1).saturating_mul(Self::CELLS * Self::PER_MS)
    }

    /// Returns the milliseconds since 1970 with which an id of this number begins.
    pub const fn ms_of(number: i64) -> i64 {
        number.div_euclid(Self::CELLS * Self::PER_MS)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 17 && text.bytes().all(|c| c.is_ascii_digit());
        if digits { text.parse().ok().and_then(Self::new) } else { None }
    }

    pub const fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

document::text_value!(
    TransactionId,
    |text: &str| TransactionId::parse(text).ok_or(Fault::Pattern("a transaction id of 17 digits")),
    |value: &TransactionId| value.to_string(),
    Object::new().with("type", "string").with("pattern", "^[0-9]{17}$")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_id_tells_its_cell() {
        let cell = |number| CellId::new(number).unwrap();
        for (number, ms, counter, text) in [
            (0, 1_795_348_800_123, 0, "17953488001230000"),
            (7, 1_795_348_800_123, 42, "17953488001230742"),
            (61, 9_999_999_999_999, 99, "99999999999996199"),
        ] {
            let id = TransactionId::made_in(cell(number), ms, counter).unwrap();
            assert_eq!(id.to_string(), text);
            assert_eq!(TransactionId::parse(text), Some(id));
            assert_eq!(id.cell(), Some(cell(number)));
        }
        for (ms, counter) in [
            (1_795_348_800_123, 100),
            (1_795_348_800_123, -1),
            (999_999_999_999, 0),
            (10_000_000_000_000, 0),
            (-1, 0),
            (i64::MAX, 0),
        ] {
            assert_eq!(TransactionId::made_in(cell(0), ms, counter), None, "{ms} {counter}");
        }
    }

    #[test]
    fn transaction_ids_sort_by_time_whatever_their_cells() {
        let ids = (0..2).flat_map(|ms| {
            (0..=CellId::LAST).flat_map(move |cell| {
                let cell = CellId::new(cell).unwrap();
                (0..TransactionId::PER_MS).map(move |counter| {
                    TransactionId::made_in(cell, 1_795_348_800_123 + ms, counter).unwrap()
                })
            })
        });
        assert!(ids.is_sorted_by(|one, next| one < next && one.to_string() < next.to_string()));
    }

    #[test]
    fn transaction_ids_of_earlier_versions_are_read() {
        for (high, low) in (0..100).flat_map(|high| (0..100).map(move |low| (high, low))) {
            let text = format!("1795348800123{high:02}{low:02}");
            let id = TransactionId::parse(&text).unwrap();
            assert_eq!(id.to_string(), text);
            assert_eq!(id.cell().map(CellId::number), (high <= 61).then_some(high), "{text}");
        }
    }
}
