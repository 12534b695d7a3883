//! The alias of a card.

use document::{Fault, Object};

use crate::MaskedPan;

/// A card's alias (`mxToken`): as long as the number, its first six and last four digits, between them letters
/// and digits with at least one letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AliasToken(String);

impl AliasToken {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        if !(13..=19).contains(&bytes.len()) {
            return Err(Fault::Size { min: 13, max: 19 });
        }
        let (head, rest) = bytes.split_at(6);
        let (middle, tail) = rest.split_at(rest.len() - 4);
        let sound = head.iter().chain(tail).all(u8::is_ascii_digit)
            && middle.iter().all(u8::is_ascii_alphanumeric)
            && middle.iter().any(u8::is_ascii_alphabetic);
        if sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Pattern("a card token such as 497010gPNzHt5140"))
        }
    }

    /// Takes a stored value without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the masked card number that the alias shows.
    pub fn masked(&self) -> MaskedPan {
        MaskedPan::of(&self.0)
    }
}

document::text_value!(
    AliasToken,
    AliasToken::parse,
    |value: &AliasToken| value.0.clone(),
    Object::new()
        .with("type", "string")
        .with("minLength", 13)
        .with("maxLength", 19)
        .with("pattern", "^[0-9]{6}[0-9]*[A-Za-z][A-Za-z0-9]*[0-9]{4}$")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_the_ends_of_the_number() {
        assert_eq!(AliasToken::parse("497010gPNzHt5140").unwrap().masked().as_str(), "497010XXXXXX5140");
        for bad in ["4970105151515140", "x97010gPNzHt5140", "497010gPNz-t5140", "497010a140"] {
            assert!(AliasToken::parse(bad).is_err(), "{bad}");
        }
    }
}
