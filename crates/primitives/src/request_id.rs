//! What tells a request from others: its id, and the key under which it is repeated.

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
