//! Identifiers, a type each.

use std::fmt;

use document::{Fault, Object, Path, Problems, Schemas, Tree, Value};

use crate::{CellId, MaskedPan};

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

/// What a caller sends in `Idempotency-Key`: 1 to 255 printable ASCII characters (IETF draft).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// What is taken, as a regular expression. HTTP takes spaces off both ends of a header.
    pub const PATTERN: &str = "^[!-~]([ -~]{0,253}[!-~])?$";

    pub fn parse(text: &str) -> Option<Self> {
        let sound = (1..=255).contains(&text.len()) && text.bytes().all(|c| (0x20..0x7f).contains(&c));
        sound.then(|| Self(text.to_owned()))
    }

    /// Returns the key of a thing that may be used once, such as the token of a wallet. It begins with a sign that no header has, so
    /// that a caller's key is never the same.
    pub fn of_thing(digest: &[u8]) -> Self {
        let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self(format!("\u{b7}{}", digits.concat()))
    }

    /// Takes a stored value without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a request in answers and logs: 1 to 64 letters, digits, `.`, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Takes a caller's own id, if it has the form of one and cannot be a card number.
    pub fn parse(text: &str) -> Option<Self> {
        let sound = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_');
        // A long run of digits, however it is grouped, could be a card number, which a log must never hold.
        let digits = |piece: &str| piece.bytes().filter(u8::is_ascii_digit).count();
        let could_be_card = text.split(|c: char| c.is_ascii_alphabetic()).any(|piece| digits(piece) >= 13);
        ((1..=64).contains(&text.len()) && !could_be_card && text.bytes().all(sound))
            .then(|| Self(text.to_owned()))
    }

    pub fn from_entropy(random: [u8; 8]) -> Self {
        Self(format!("r{:016x}", u64::from_be_bytes(random)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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

    #[test]
    fn a_merchant_id_keeps_its_fourteen_digits() {
        assert_eq!(MerchantId::parse("00000000000042").unwrap().to_string(), "00000000000042");
        for bad in ["", "1234567890123", "123456789012345", "1234567890123x", "+1234567890123"] {
            assert!(MerchantId::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn key_ids_are_canonical_and_positive() {
        assert_eq!(EncryptionKeyId::parse("23456").map(EncryptionKeyId::number), Some(23456));
        for bad in ["0", "-1", "023", "+1", "2147483648", "", "x"] {
            assert!(EncryptionKeyId::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(EncryptionKeyId::from_entropy([0; 4]).number(), 1);
        assert!(EncryptionKeyId::from_entropy([0xff; 4]).number() > 0);
    }

    #[test]
    fn tokens_keep_the_ends_of_the_number() {
        assert_eq!(AliasToken::parse("497010gPNzHt5140").unwrap().masked().as_str(), "497010XXXXXX5140");
        for bad in ["4970105151515140", "x97010gPNzHt5140", "497010gPNz-t5140", "497010a140"] {
            assert!(AliasToken::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_request_id_is_a_sane_token_and_no_card_number() {
        assert!(RequestId::parse("checkout-42").is_some());
        for bad in [
            "",
            "a b",
            "a\n",
            "4970105151515140",
            "pay-4970105151515140-x",
            "4970-1051-5151-5140",
            &"a".repeat(65),
        ] {
            assert!(RequestId::parse(bad).is_none(), "{bad}");
        }
    }
}
