//! The names that merchants give to what is theirs.

use document::{Fault, Object};

/// What a merchant names a thing by (point of sale, payment method, wallet): 1 to 50 letters, digits, `.`, `-`
/// and `_`, the first a letter or digit. The published pattern needs two characters by a slip; one is valid.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

impl Reference {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if !(1..=50).contains(&text.chars().count()) {
            return Err(Fault::Size { min: 1, max: 50 });
        }
        let rest = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_');
        if text.as_bytes()[0].is_ascii_alphanumeric() && text.bytes().all(rest) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Pattern("letters, digits, \".\", \"-\" and \"_\", beginning with a letter or digit"))
        }
    }

    /// Takes a stored value without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    Reference,
    Reference::parse,
    |value: &Reference| value.0.clone(),
    Object::new().with("type", "string").with("pattern", "^[A-Za-z0-9][A-Za-z0-9._\\-]{0,49}$")
);

/// The merchant's reference of an order: 0 to 50 characters, no slash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderReference(String);

impl OrderReference {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.chars().count() > 50 {
            return Err(Fault::Size { min: 0, max: 50 });
        }
        if text.contains('/') {
            return Err(Fault::Pattern("a text without \"/\""));
        }
        if text.contains('\0') {
            return Err(Fault::Pattern("a text without NUL characters"));
        }
        Ok(Self(text.to_owned()))
    }

    /// Takes a stored value without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    OrderReference,
    OrderReference::parse,
    |value: &OrderReference| value.0.clone(),
    Object::new().with("type", "string").with("maxLength", 50).with("pattern", "^[^/\\u0000]*$")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for good in ["1", "CB", "SHOP1", "a.b-c_d"] {
            assert!(Reference::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a b", "é", &"a".repeat(51)] {
            assert!(Reference::parse(bad).is_err(), "{bad}");
        }
    }
}
