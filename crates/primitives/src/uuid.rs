//! Universally unique identifiers.

use std::fmt;

use document::{Fault, Object};

/// A universally unique identifier (RFC 9562), by which 3-D Secure names its transactions. It is read in either case, and written in
/// lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Uuid(u128);

impl Uuid {
    /// The places of the hyphens.
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];

    /// Makes an identifier of version 4 of random bytes.
    pub const fn of_random(bytes: [u8; 16]) -> Self {
        const VERSION: u128 = 0xf << 76;
        const VARIANT: u128 = 0x3 << 62;
        let random = u128::from_be_bytes(bytes) & !VERSION & !VARIANT;
        Self(random | 4 << 76 | 2 << 62)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let fits = |(place, c): (usize, u8)| {
            if Self::HYPHENS.contains(&place) { c == b'-' } else { c.is_ascii_hexdigit() }
        };
        if text.len() != 36 || !text.bytes().enumerate().all(fits) {
            return None;
        }
        u128::from_str_radix(&text.replace('-', ""), 16).ok().map(Self)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032x}", self.0);
        write!(f, "{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
    }
}

document::text_value!(
    Uuid,
    |text: &str| Uuid::parse(text).ok_or(Fault::Pattern("a UUID")),
    |value: &Uuid| value.to_string(),
    Object::new().with("type", "string").with("format", "uuid")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_it_is_read_but_in_lower_case() {
        let text = "8a880dc0-d2d2-4067-bcb1-b08d1690b26e";
        assert_eq!(Uuid::parse(text).unwrap().to_string(), text);
        assert_eq!(Uuid::parse(&text.to_uppercase()).unwrap().to_string(), text);
        for other in ["", "8a880dc0d2d24067bcb1b08d1690b26e", "8a880dc0-d2d2-4067-bcb1-b08d1690b26", "+a880dc0-d2d2-4067-bcb1-b08d1690b26e"] {
            assert_eq!(Uuid::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_random_one_is_of_version_4() {
        for byte in [0, 0xff] {
            let text = Uuid::of_random([byte; 16]).to_string();
            assert_eq!((&text[14..15], ["8", "b"].contains(&&text[19..20])), ("4", true), "{text}");
        }
    }
}
