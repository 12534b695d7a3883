//! The data of a card. A [`Pan`] and a [`Cvx`] are wiped when dropped and have no `Debug`.

use std::fmt;

use document::{Fault, Object, Path, Problems, Text, Tree};
use zeroize::Zeroizing;

use crate::Prose;

/// A card number: 13 to 19 digits (ISO/IEC 7812). Whether its check digit is right is asked separately,
/// because a wrong one is a refused payment, not a malformed request.
#[derive(Clone, PartialEq, Eq)]
pub struct Pan(Zeroizing<String>);

/// The text is not a card number. The fault does not hold the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a card number of 13 to 19 digits")]
pub struct PanFault;

impl Pan {
    pub fn parse(text: &str) -> Result<Self, PanFault> {
        let sound = (13..=19).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
        if sound { Ok(Self(Zeroizing::new(text.to_owned()))) } else { Err(PanFault) }
    }

    /// Returns the digits in the clear. Reviewers search for the callers of this function.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the check digit is right, by the Luhn formula (ISO/IEC 7812-1, annex B).
    pub fn passes_luhn(&self) -> bool {
        passes_luhn(&self.0)
    }

    pub fn masked(&self) -> MaskedPan {
        MaskedPan::of(&self.0)
    }
}

/// Whether the last of the digits is the check digit of the others.
pub(crate) fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = (digits.bytes().rev().enumerate())
        .map(|(place, c)| {
            let digit = u32::from(c - b'0');
            match (place % 2, digit) {
                (0, digit) => digit,
                (_, digit) if digit < 5 => digit * 2,
                (_, digit) => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// First six and last four digits (last two of a number with fewer than 15), `X` between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedPan(String);

impl MaskedPan {
    /// Of 13 to 19 signs of ASCII whose ends are digits.
    pub(crate) fn of(number: &str) -> Self {
        let size = number.len();
        let shown = if size < 15 { 2 } else { 4 };
        let (head, tail) = (&number[..6], &number[size - shown..]);
        Self(format!("{head}{}{tail}", "X".repeat(size - 6 - shown)))
    }

    /// Takes a stored value without applying today's form to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    MaskedPan,
    |text: &str| {
        let sound = (13..=19).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit() || c == b'X');
        if sound { Ok(MaskedPan(text.to_owned())) } else { Err(Fault::Pattern("a masked card number")) }
    },
    |value: &MaskedPan| value.0.clone(),
    Object::new().with("type", "string").with("minLength", 13).with("maxLength", 19)
);

/// The last month in which a card is valid, written `MMYY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expiry {
    year: i16,
    month: i8,
}

impl Expiry {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault = Fault::Pattern("a month and year of four digits, MMYY");
        if text.chars().count() != 4 {
            return Err(Fault::Size { min: 4, max: 4 });
        }
        if !text.bytes().all(|c| c.is_ascii_digit()) {
            return Err(FORM);
        }
        let month: i8 = text[..2].parse().map_err(|_| FORM)?;
        let year: i16 = text[2..].parse().map_err(|_| FORM)?;
        if (1..=12).contains(&month) { Ok(Self { year: 2000 + year, month }) } else { Err(FORM) }
    }

    /// Whether the card has expired. A card may be used until the end of its month.
    pub fn is_past(self, today: jiff::civil::Date) -> bool {
        (self.year, self.month) < (today.year(), today.month())
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}{:02}", self.month, self.year % 100)
    }
}

document::text_value!(
    Expiry,
    Expiry::parse,
    |value: &Expiry| value.to_string(),
    Object::new().with("type", "string").with("pattern", "^(0[1-9]|1[0-2])[0-9]{2}$")
);

/// The card's check value: 3 or 4 digits. Lives only while one authorisation is asked; it has no form in a
/// document, so nothing can store it.
#[derive(Clone)]
pub struct Cvx(Zeroizing<String>);

impl Cvx {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if !(3..=4).contains(&text.chars().count()) {
            return Err(Fault::Size { min: 3, max: 4 });
        }
        if !text.bytes().all(|c| c.is_ascii_digit()) {
            return Err(Fault::Pattern("digits"));
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    pub fn digits(&self) -> usize {
        self.0.len()
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The card holder's name as printed on the card: 2 to 50 characters.
pub type HolderName = Text<2, 50>;

/// A card as a buyer gives it, from the clear or from an opened envelope: what is absent may come from
/// elsewhere, or not be needed.
pub struct CardEntry {
    pub pan: Option<Pan>,
    pub expiry: Option<Expiry>,
    pub cvx: Option<Cvx>,
    pub holder: Option<HolderName>,
}

impl CardEntry {
    /// Reads `number`, `expirationDate`, `cvx` and `holderName` (Retail API, section 3.2: CardManualEntry).
    pub fn read(object: &Object, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let pan = read_secret(object, "number", at, problems, |text| {
            Pan::parse(text).map_err(|PanFault| Fault::Pattern("a card number of 13 to 19 digits"))
        });
        let cvx = read_secret(object, "cvx", at, problems, Cvx::parse);
        let expiry = document::Member::read_member(
            object.get("expirationDate"),
            &at.member("expirationDate"),
            problems,
        );
        let holder: Option<Option<Prose<HolderName>>> =
            document::Member::read_member(object.get("holderName"), &at.member("holderName"), problems);
        Some(Self { pan: pan?, expiry: expiry?, cvx: cvx?, holder: holder?.map(Prose::into_inner) })
    }
}

/// A member of a type that has no form in a document, so that nothing can write it back.
#[expect(
    clippy::option_option,
    reason = "wrong, absent and there are three things, as in `document::Member`"
)]
fn read_secret<T>(
    object: &Object,
    name: &str,
    at: &Path<'_>,
    problems: &mut Problems,
    parse: impl FnOnce(&str) -> Result<T, Fault>,
) -> Option<Option<T>> {
    match object.get(name) {
        None | Some(Tree::Null) => Some(None),
        Some(tree) => document::parse_text(tree, &at.member(name), problems, parse).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_check_digit() {
        for good in ["4970105151515140", "375989111111119", "5033951000000004", "4222222222222"] {
            assert!(Pan::parse(good).unwrap().passes_luhn(), "{good}");
        }
        assert!(!Pan::parse("4970105151515141").unwrap().passes_luhn());
        for bad in ["", "497010515151", "49701051515151400000", "4970 1051 5151 5140", "４970105151515140"] {
            assert_eq!(Pan::parse(bad).err(), Some(PanFault), "{bad}");
        }
    }

    #[test]
    fn a_mask_hides_all_but_first_six_and_last_four() {
        let mask = |pan: &str| Pan::parse(pan).unwrap().masked().as_str().to_owned();
        assert_eq!(mask("4970105151515140"), "497010XXXXXX5140");
        assert_eq!(mask("375989111111119"), "375989XXXXX1119");
        assert_eq!(mask("4222222222222"), "422222XXXXX22");
    }

    #[test]
    fn a_card_ends_with_its_month() {
        let expiry = Expiry::parse("0228").unwrap();
        assert!(!expiry.is_past(jiff::civil::date(2028, 2, 29)));
        assert!(expiry.is_past(jiff::civil::date(2028, 3, 1)));
        assert_eq!(expiry.to_string(), "0228");
        for bad in ["0028", "1328", "228", "02/28", "2 28"] {
            assert!(Expiry::parse(bad).is_err(), "{bad}");
        }
    }
}
