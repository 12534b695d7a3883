//! The names and ids of encryption keys.

use std::fmt;

use document::{Fault, Object, Path, Problems, Schemas, Tree, Value};

/// The name of a merchant's encryption key: 1 to 30 letters, digits, `_` and `-`; case does not count.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyName(String);

impl KeyName {
    /// What is taken, as a regular expression.
    pub const PATTERN: &str = "^[A-Za-z0-9_\\-]{1,30}$";

    pub fn parse(text: &str) -> Option<Self> {
        let sound = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
        ((1..=30).contains(&text.len()) && text.bytes().all(sound)).then(|| Self(text.to_owned()))
    }

    /// Takes a stored value without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name in lower case, by which names are compared.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

document::text_value!(
    KeyName,
    |text: &str| KeyName::parse(text).ok_or(Fault::Pattern("1 to 30 letters, digits, \"_\" and \"-\"")),
    |value: &KeyName| value.0.clone(),
    Object::new().with("type", "string").with("pattern", KeyName::PATTERN)
);

/// The id of an encryption key, which is the `kid` of a JWE: a positive 32-bit integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EncryptionKeyId(i32);

impl EncryptionKeyId {
    pub const fn new(number: i32) -> Option<Self> {
        if number > 0 { Some(Self(number)) } else { None }
    }

    /// Reads the canonical decimal form only: `023` is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let id = text.parse().ok().and_then(Self::new)?;
        (id.to_string() == text).then_some(id)
    }

    pub fn from_entropy(random: [u8; 4]) -> Self {
        Self((i32::from_be_bytes(random) & i32::MAX).max(1))
    }

    pub const fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for EncryptionKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Value for EncryptionKeyId {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let id = tree.as_integer().and_then(|number| i32::try_from(number).ok()).and_then(Self::new);
        if id.is_none() {
            problems.add(at, Fault::Range { min: 1, max: i64::from(i32::MAX) });
        }
        id
    }

    fn write(&self) -> Tree {
        Tree::Integer(i64::from(self.0))
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "integer").with("format", "int32").with("minimum", 1).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_ids_are_canonical_and_positive() {
        assert_eq!(EncryptionKeyId::parse("23456").map(EncryptionKeyId::number), Some(23456));
        for bad in ["0", "-1", "023", "+1", "2147483648", "", "x"] {
            assert!(EncryptionKeyId::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(EncryptionKeyId::from_entropy([0; 4]).number(), 1);
        assert!(EncryptionKeyId::from_entropy([0xff; 4]).number() > 0);
    }
}
