//! The cell in which an id was made.

use std::fmt;

/// The number of a cell, from 0 to 61. A cell is a database cluster with its gateways, where merchants are split over several
/// clusters. There are 62, because one letter or digit of a session's id names the cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(u8);

impl CellId {
    /// The highest number of a cell.
    pub const LAST: u8 = 61;

    pub const fn new(number: u8) -> Option<Self> {
        if number <= Self::LAST { Some(Self(number)) } else { None }
    }

    /// Reads the canonical decimal form only: `07` is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let id = text.parse().ok().and_then(Self::new)?;
        (id.to_string() == text).then_some(id)
    }

    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_canonical_number_up_to_61() {
        for good in ["0", "7", "61"] {
            assert_eq!(CellId::parse(good).map(|cell| cell.to_string()).as_deref(), Some(good));
        }
        for bad in ["", "62", "99", "256", "07", "+7", "-1", "a", " 1"] {
            assert_eq!(CellId::parse(bad), None, "{bad}");
        }
        assert_eq!(CellId::default().number(), 0);
    }
}
