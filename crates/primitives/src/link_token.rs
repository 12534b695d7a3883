//! The token in a payment link, and the id by which its merchant knows the link.

use std::fmt;

use crate::{CellId, SessionId, SessionNumber};

/// The last part of a payment link's URL. Whoever has it may pay. It has the form of the id of a session: 33 characters, of which 16
/// are a secret and 16 are the number of the link.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(SessionId);

/// The number of a payment link, its token without the secret. Numbers sort by the time at which they were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkNumber(SessionNumber);

impl LinkToken {
    pub fn parse(text: &str) -> Option<Self> {
        SessionId::parse(text).map(Self)
    }

    /// Makes a token from random bytes and the milliseconds since 1970.
    pub fn draw(cell: CellId, random: [u8; 18], now_ms: i64) -> Self {
        Self(SessionId::draw(cell, random, now_ms))
    }

    /// Puts a token together from its stored parts. `None` where the secret has the wrong form.
    pub fn of(number: LinkNumber, secret: &str) -> Option<Self> {
        SessionId::of(number.0, secret).map(Self)
    }

    pub const fn number(&self) -> LinkNumber {
        LinkNumber(self.0.number())
    }

    /// Returns the part that must be compared in constant time, and never be logged.
    pub fn secret(&self) -> &str {
        self.0.secret()
    }

    /// Returns the whole token, for those who may have it: the merchant and the buyer.
    pub fn text(&self) -> String {
        self.0.text()
    }
}

/// Leaves out the secret.
impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "payment link {}", self.number())
    }
}

/// The letters before the number in the id of a link, so that nobody takes it for the id of something else.
const PREFIX: &str = "PL";
const DIGITS: usize = 16;

impl LinkNumber {
    pub fn new(number: i64) -> Option<Self> {
        SessionNumber::new(number).map(Self)
    }

    pub const fn number(self) -> i64 {
        self.0.number()
    }

    /// Returns the least number that a link made after `ms` may have.
    pub const fn first_after(ms: i64) -> i64 {
        SessionNumber::first_after(ms)
    }

    /// Reads the id of a link, as [`Display`](fmt::Display) writes it.
    pub fn parse(id: &str) -> Option<Self> {
        let digits = id.strip_prefix(PREFIX)?;
        let is_sound = digits.len() == DIGITS && digits.bytes().all(|c| c.is_ascii_digit());
        if is_sound { digits.parse().ok().and_then(Self::new) } else { None }
    }
}

/// The id of the link, which is no credential: `PL1795348800123001`.
impl fmt::Display for LinkNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_and_an_id_come_back() {
        let token = LinkToken::draw(CellId::default(), [7; 18], 1_795_348_800_123);
        assert_eq!(LinkToken::parse(&token.text()), Some(token.clone()));
        assert_eq!(LinkToken::of(token.number(), token.secret()), Some(token.clone()));
        let id = token.number().to_string();
        assert!(id.len() == 18 && id.starts_with("PL1795348800123"), "{id}");
        assert_eq!(LinkNumber::parse(&id), Some(token.number()));
        assert!(!format!("{token:?}").contains(token.secret()));
    }

    #[test]
    fn what_is_no_id() {
        for bad in
            ["", "PL", "PL179534880012300", "PL17953488001230011", "1795348800123001", "PL179534880012300x"]
        {
            assert_eq!(LinkNumber::parse(bad), None, "{bad}");
        }
    }
}
