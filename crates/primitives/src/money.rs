//! Money: whole minor units of a currency (cents of a euro, yen of a yen), checked.

use document::{Fault, Object, Path, Problems, Schemas, Tree, Value};

/// An amount in the smallest unit of its currency: 0 to 10^18 (Retail API, section 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    pub const ZERO: Self = Self(0);
    pub const MAX: Self = Self(1_000_000_000_000_000_000);

    pub const fn new(minor_units: i64) -> Option<Self> {
        if minor_units >= 0 && minor_units <= Self::MAX.0 { Some(Self(minor_units)) } else { None }
    }

    pub const fn minor_units(self) -> i64 {
        self.0
    }

    /// Returns the sum. `None` where it exceeds 10^18.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::new)
    }

    /// Returns the difference. `None` where it would be negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(Self::new)
    }

    /// By how much it exceeds the other: nothing where it does not. For questions, and never for books: there a difference
    /// below nothing is a fault ([`Amount::checked_sub`]).
    #[must_use]
    pub const fn excess_over(self, other: Self) -> Self {
        if self.0 > other.0 { Self(self.0 - other.0) } else { Self::ZERO }
    }
}

impl Value for Amount {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let amount = match tree {
            Tree::Integer(number) => Self::new(*number).ok_or(Fault::Range { min: 0, max: Self::MAX.0 }),
            // Too large for the reader to tell whether it had a fraction.
            Tree::Decimal(number) if number.fract() == 0.0 && (0.0..=1e18).contains(number) => {
                Err(Fault::Rule("is above 2^52: write it as an integer, without a point and an exponent"))
            }
            // An integer too large for 64 bits is out of range; a fraction is the wrong type.
            Tree::Decimal(number) if number.fract() == 0.0 => Err(Fault::Range { min: 0, max: Self::MAX.0 }),
            _ => Err(Fault::Type("an integer (minor units of the currency)")),
        };
        amount.map_err(|fault| problems.add(at, fault)).ok()
    }

    fn write(&self) -> Tree {
        Tree::Integer(self.0)
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new()
            .with("type", "integer")
            .with("format", "int64")
            .with("minimum", 0)
            .with("maximum", Self::MAX.0)
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_never_leave_the_range() {
        let one = Amount::new(1).unwrap();
        assert_eq!(Amount::MAX.checked_add(one), None);
        assert_eq!(Amount::ZERO.checked_sub(one), None);
        assert_eq!(Amount::MAX.checked_sub(one).unwrap().checked_add(one), Some(Amount::MAX));
        assert_eq!(Amount::MAX.excess_over(one), Amount::MAX.checked_sub(one).unwrap());
        assert_eq!(Amount::ZERO.excess_over(one), Amount::ZERO);
        assert_eq!(Amount::new(-1), None);
        assert_eq!(Amount::new(i64::MAX), None);
    }

    #[test]
    fn only_integers_are_amounts() {
        let faults = |text: &str| {
            let mut problems = Problems::new();
            let tree = document::read_json(text.as_bytes()).unwrap();
            assert_eq!(Amount::read(&tree, &Path::ROOT, &mut problems), None, "{text}");
            problems.into_vec().remove(0).fault
        };
        for text in ["-1", "1000000000000000001", "99999999999999999999", "1e300"] {
            assert!(matches!(faults(text), Fault::Range { .. }), "{text}");
        }
        for text in ["5182968689621223.0", "1e17"] {
            assert!(matches!(faults(text), Fault::Rule(_)), "{text}");
        }
        for text in ["1.5", "\"1\"", "true", "[]"] {
            assert!(matches!(faults(text), Fault::Type(_)), "{text}");
        }
    }
}
