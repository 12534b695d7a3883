//! The id of a payment session, which is its buyer's only credential.

use std::fmt;

/// 33 characters: `1`, 16 letters and digits that are drawn, and 16 digits: three drawn, then the milliseconds of its
/// beginning. The digits are its number, by which it is kept and may be logged; the letters are a secret of 95 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId {
    secret: String,
    number: SessionNumber,
}

/// Which session, without the secret: 16 digits that sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionNumber(i64);

const SECRET: usize = 16;
const DIGITS: usize = 16;
/// Digits of the moment, the last of an id.
const MOMENT: usize = 13;
const PER_MS: i64 = 1_000;
const LAST_MS: i64 = 9_999_999_999_999;
const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

impl SessionId {
    pub const LENGTH: usize = 33;

    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('1')?;
        if rest.len() != SECRET + DIGITS || !rest.bytes().all(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let (secret, digits) = rest.split_at(SECRET);
        let (drawn, moment) = digits.split_at(DIGITS - MOMENT);
        if !digits.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let number = moment.parse::<i64>().ok()? * PER_MS + drawn.parse::<i64>().ok()?;
        Some(Self { secret: secret.to_owned(), number: SessionNumber(number) })
    }

    /// From random bytes and the milliseconds since 1970.
    pub fn draw(random: [u8; 18], now_ms: i64) -> Self {
        let (letters, digits) = random.split_at(SECRET);
        let mut letters = letters.iter().fold(0, |sum: u128, byte| sum << 8 | u128::from(*byte));
        let mut secret = String::with_capacity(SECRET);
        for _ in 0..SECRET {
            let index = usize::try_from(letters % 62).expect("less than 62");
            secret.push(char::from(ALPHABET[index]));
            letters /= 62;
        }
        let drawn = i64::from(u16::from_be_bytes([digits[0], digits[1]])) % PER_MS;
        Self { secret, number: SessionNumber(now_ms.clamp(0, LAST_MS) * PER_MS + drawn) }
    }

    /// From what a store keeps.
    pub fn of(number: SessionNumber, secret: &str) -> Option<Self> {
        let sound = secret.len() == SECRET && secret.bytes().all(|c| c.is_ascii_alphanumeric());
        sound.then(|| Self { secret: secret.to_owned(), number })
    }

    pub const fn number(&self) -> SessionNumber {
        self.number
    }

    /// To be compared in constant time, and never logged.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The whole id, for those who may have it: the merchant and the buyer.
    pub fn text(&self) -> String {
        let SessionNumber(number) = self.number;
        format!("1{}{:03}{:013}", self.secret, number % PER_MS, number / PER_MS)
    }
}

/// Without the secret.
impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "session {}", self.number)
    }
}

impl SessionNumber {
    pub const fn new(number: i64) -> Option<Self> {
        if number >= 0 && number < (LAST_MS + 1) * PER_MS { Some(Self(number)) } else { None }
    }

    pub const fn number(self) -> i64 {
        self.0
    }

    /// The id as it may be shown to operators, who know it by its end: `1…0001795348800123`.
    pub fn masked_id(self) -> String {
        format!("1…{:03}{:013}", self.0 % PER_MS, self.0 / PER_MS)
    }
}

impl fmt::Display for SessionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_33_characters_that_come_back() {
        for random in [[0; 18], [255; 18], [7; 18]] {
            let id = SessionId::draw(random, 1_795_348_800_123);
            let text = id.text();
            assert_eq!(text.len(), SessionId::LENGTH);
            assert_eq!(id.number().masked_id(), format!("1…{}", &text[17..]));
            assert!(text.starts_with('1') && text.ends_with("1795348800123"), "{text}");
            assert_eq!(SessionId::parse(&text), Some(id.clone()));
            assert_eq!(SessionId::of(id.number(), id.secret()), Some(id));
        }
    }

    #[test]
    fn what_is_no_id() {
        let good = SessionId::draw([7; 18], 1_795_348_800_123).text();
        for bad in [
            "",
            "1",
            &good[1..],
            &good.replace('1', "x"),
            &format!("{good}0"),
            &format!("2{}", &good[1..]),
            &good.replacen(&good[1..2], "-", 1),
            &good.replacen(&good[1..3], "é", 1),
        ] {
            assert_eq!(SessionId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_secret_is_not_shown() {
        let id = SessionId::draw([7; 18], 1_795_348_800_123);
        assert!(!format!("{id:?} {}", id.number()).contains(id.secret()));
    }
}
