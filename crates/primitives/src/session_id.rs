//! The id of a payment session, which is its buyer's only credential.

use std::fmt;

use crate::CellId;

/// 33 characters: `1`; a letter or digit for the cell in which it was made; 15 letters and digits that are drawn; and 16
/// digits: three drawn, then the milliseconds of its beginning. The last 16 digits are its number, by which it is kept and
/// may be logged. The 16 characters before them are its secret, of which 89 bits are drawn.
///
/// Earlier versions drew the character of the cell, too. Their ids stay valid, and the cell that they seem to name means nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId {
    secret: String,
    number: SessionNumber,
}

/// The number of a session, its id without the secret: 16 digits. Numbers sort by the time at which they were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionNumber(i64);

/// Characters of the secret: that of the cell, and the drawn ones.
const SECRET: usize = 16;
/// Random bytes for the 15 drawn characters, which hold 89 bits: so many more that no character is likelier than another.
const SECRET_ENTROPY: usize = 16;
const DIGITS: usize = 16;
/// Digits of the moment, the last of an id.
const MOMENT: usize = 13;
const PER_MS: i64 = 1_000;
const LAST_MS: i64 = 9_999_999_999_999;
/// The character of a cell is the one at its number.
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const _: () = assert!(ALPHABET.len() == CellId::LAST as usize + 1);

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

    /// Makes an id from random bytes and the milliseconds since 1970.
    pub fn draw(cell: CellId, random: [u8; 18], now_ms: i64) -> Self {
        let (letters, digits) = random.split_at(SECRET_ENTROPY);
        let mut letters = letters.iter().fold(0, |sum: u128, byte| sum << 8 | u128::from(*byte));
        let mut secret = String::with_capacity(SECRET);
        secret.push(char::from(ALPHABET[usize::from(cell.number())]));
        while secret.len() < SECRET {
            let index = usize::try_from(letters % 62).expect("less than 62");
            secret.push(char::from(ALPHABET[index]));
            letters /= 62;
        }
        let drawn = i64::from(u16::from_be_bytes([digits[0], digits[1]])) % PER_MS;
        Self { secret, number: SessionNumber(now_ms.clamp(0, LAST_MS) * PER_MS + drawn) }
    }

    /// Puts an id together from its stored parts. `None` where the secret has the wrong form.
    pub fn of(number: SessionNumber, secret: &str) -> Option<Self> {
        let sound = secret.len() == SECRET && secret.bytes().all(|c| c.is_ascii_alphanumeric());
        sound.then(|| Self { secret: secret.to_owned(), number })
    }

    pub const fn number(&self) -> SessionNumber {
        self.number
    }

    /// Returns the cell in which the id was made. It means nothing for an id of an earlier version.
    pub fn cell(&self) -> CellId {
        let first = self.secret.bytes().next();
        let number = ALPHABET.iter().position(|known| Some(*known) == first);
        let number = number.and_then(|number| u8::try_from(number).ok());
        number.and_then(CellId::new).expect("a secret is letters and digits, and each names a cell")
    }

    /// Returns the 16 characters before the number, which hold that of the cell. They must be compared in
    /// constant time, and never be logged.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Returns the whole id, for those who may have it: the merchant and the buyer.
    pub fn text(&self) -> String {
        let SessionNumber(number) = self.number;
        format!("1{}{:03}{:013}", self.secret, number % PER_MS, number / PER_MS)
    }
}

/// Leaves out the secret.
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

    /// Returns the least number that a session made after `ms` may have.
    pub const fn first_after(ms: i64) -> i64 {
        ms.saturating_add(1).saturating_mul(PER_MS)
    }

    /// Returns the id as it may be shown to operators, who know it by its end: `1…0001795348800123`.
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
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_id_is_33_characters_that_come_back() {
        for random in [[0; 18], [255; 18], [7; 18]] {
            let id = SessionId::draw(CellId::default(), random, 1_795_348_800_123);
            let text = id.text();
            assert_eq!(text.len(), SessionId::LENGTH);
            assert_eq!(id.number().masked_id(), format!("1…{}", &text[17..]));
            assert!(text.starts_with('1') && text.ends_with("1795348800123"), "{text}");
            assert_eq!(SessionId::parse(&text), Some(id.clone()));
            assert_eq!(SessionId::of(id.number(), id.secret()), Some(id));
        }
    }

    #[test]
    fn an_id_tells_its_cell() {
        for (number, character) in [(0, '0'), (9, '9'), (10, 'A'), (35, 'Z'), (36, 'a'), (61, 'z')] {
            let cell = CellId::new(number).unwrap();
            let id = SessionId::draw(cell, [7; 18], 1_795_348_800_123);
            assert_eq!(id.text().chars().nth(1), Some(character));
            assert_eq!(SessionId::parse(&id.text()).map(|id| id.cell()), Some(cell));
            let other = SessionId::draw(CellId::default(), [7; 18], 1_795_348_800_123);
            assert_eq!((&id.text()[2..], id.number()), (&other.text()[2..], other.number()));
        }
    }

    #[test]
    fn fifteen_characters_are_drawn_each_from_the_whole_alphabet() {
        let mut seen = [const { BTreeSet::new() }; 15];
        for round in 1..=2_000_u128 {
            let mut random = [0; 18];
            let spread = round.pow(2).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
            random[..16].copy_from_slice(&spread.to_be_bytes());
            let id = SessionId::draw(CellId::default(), random, 0);
            for (seen, character) in seen.iter_mut().zip(id.secret().bytes().skip(1)) {
                seen.insert(character);
            }
        }
        assert!(seen.iter().all(|seen| seen.len() == ALPHABET.len()), "{seen:?}");
    }

    #[test]
    fn numbers_sort_by_time_whatever_their_cells() {
        let made = (0..200_u8).map(|at| {
            let cell = CellId::new(61 - at % 62).unwrap();
            SessionId::draw(cell, [at.wrapping_mul(89); 18], 1_795_348_800_123 + i64::from(at)).number()
        });
        assert!(made.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn ids_of_earlier_versions_are_read() {
        for (number, first) in ALPHABET.iter().copied().map(char::from).enumerate() {
            let text = format!("1{first}ChMDzWfyVw6d2Rq3911795348800123");
            let id = SessionId::parse(&text).unwrap();
            assert_eq!(id.text(), text);
            assert_eq!(usize::from(id.cell().number()), number);
        }
    }

    #[test]
    fn what_is_no_id() {
        let good = SessionId::draw(CellId::default(), [7; 18], 1_795_348_800_123).text();
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
        let id = SessionId::draw(CellId::default(), [7; 18], 1_795_348_800_123);
        assert!(!format!("{id:?} {}", id.number()).contains(id.secret()));
    }
}
