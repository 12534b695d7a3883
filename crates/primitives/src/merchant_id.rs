//! The id of a merchant.

use std::fmt;

/// A merchant: 14 decimal digits, the user name of HTTP Basic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MerchantId(i64);

impl MerchantId {
    const LAST: i64 = 99_999_999_999_999;
    /// The least that is drawn: an id with zeros in front is valid, and easily mistyped.
    const FIRST_DRAWN: i64 = 10_000_000_000_000;

    pub const fn new(number: i64) -> Option<Self> {
        if number >= 0 && number <= Self::LAST { Some(Self(number)) } else { None }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 14 && text.bytes().all(|c| c.is_ascii_digit());
        if digits { text.parse().ok().and_then(Self::new) } else { None }
    }

    /// Makes an id from 8 random bytes.
    pub fn from_entropy(random: [u8; 8]) -> Self {
        let span = Self::LAST - Self::FIRST_DRAWN + 1;
        Self(Self::FIRST_DRAWN + i64::from_be_bytes(random).rem_euclid(span))
    }

    pub const fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for MerchantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merchant_id_keeps_its_fourteen_digits() {
        assert_eq!(MerchantId::parse("00000000000042").unwrap().to_string(), "00000000000042");
        for bad in ["", "1234567890123", "123456789012345", "1234567890123x", "+1234567890123"] {
            assert!(MerchantId::parse(bad).is_none(), "{bad}");
        }
    }
}
