//! The scheme of the test cards: the number of a card decides how its authentication ends.
//!
//! A number of sixteen digits of Cartes Bancaires, Visa or Mastercard whose tenth digit is 8 belongs to the scheme. Digits 12 and
//! 13 are the outcome. Digit 11 is the 3DS method: 0 for an issuer without one, 1 for one that reports at once, 2 for one that
//! never reports. Any other card is authenticated without a challenge, by an issuer without a 3DS method. (A tenth digit of 9 is
//! for the bank: [`crate::scenario`].)
//!
//! A directory server publishes the 3DS method and what is enrolled as ranges of numbers. So that there are few of them, digit 11
//! and "not enrolled" are published for numbers with 000 in digits 7 to 9. With other digits there a card has its outcome and no
//! 3DS method.

use primitives::{Brands, Network, Pan};

/// The end of an authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// ARes Y: authenticated without a challenge.
    Authenticated,
    /// ARes A: the issuer takes no part, and the scheme answers for it.
    Attempted,
    /// ARes N.
    NotAuthenticated,
    /// ARes U.
    Unavailable,
    /// ARes R: the issuer asks that no authorisation be attempted.
    Rejected,
    /// ARes C.
    Challenge(Ending),
    /// No range of the directory server holds the card.
    NotEnrolled,
    /// The directory server closes the connection.
    NotReached,
    /// The answer comes after half of the limit of the question, and is Y.
    Slow,
    /// The ARes breaks the rules of the specification.
    Malformed,
    /// The directory server does not answer.
    NoAnswer,
    /// An error message in the place of an ARes.
    Fault,
}

/// The end of a challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// As the buyer chooses: the right code, wrong codes, or giving up.
    Chosen,
    /// Any code is right.
    RightCode,
    /// Every code is wrong. After three the challenge has failed.
    WrongCode,
    /// The cardholder cancels, whatever the choice.
    Cancelled,
    /// The time of the challenge is over, whatever the choice.
    TimedOut,
    /// As the buyer chooses, on a page that no other page may show in a frame.
    NoFrame,
    /// The buyer is sent back as authenticated, and the result request never comes.
    NoResult,
}

/// What the issuer's 3DS method does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The issuer has none.
    Absent,
    /// It reports as soon as its page is loaded.
    Reports,
    /// It is loaded and never reports.
    Silent,
}

/// The outcomes by digits 12 and 13.
pub(super) const OUTCOMES: [(u8, Outcome); 18] = [
    (0, Outcome::Authenticated),
    (1, Outcome::Attempted),
    (2, Outcome::NotAuthenticated),
    (3, Outcome::Unavailable),
    (4, Outcome::Rejected),
    (10, Outcome::Challenge(Ending::Chosen)),
    (11, Outcome::Challenge(Ending::RightCode)),
    (12, Outcome::Challenge(Ending::WrongCode)),
    (13, Outcome::Challenge(Ending::Cancelled)),
    (14, Outcome::Challenge(Ending::TimedOut)),
    (15, Outcome::Challenge(Ending::NoFrame)),
    (16, Outcome::Challenge(Ending::NoResult)),
    (20, Outcome::NotEnrolled),
    (21, Outcome::NotReached),
    (22, Outcome::Slow),
    (23, Outcome::Malformed),
    (24, Outcome::NoAnswer),
    (25, Outcome::Fault),
];

/// Digits 7 to 9 of the numbers for which ranges are published.
pub(super) const PUBLISHED: &str = "000";

impl Outcome {
    pub fn of(pan: &Pan) -> Self {
        let number = parts(pan).map(|parts| parts.outcome);
        let known = number.and_then(|number| OUTCOMES.iter().find(|(code, _)| *code == number));
        known.map_or(Self::Authenticated, |(_, outcome)| *outcome)
    }

    /// Returns the digits of the outcome, 12 and 13 of the card number.
    pub fn code(self) -> u8 {
        let known = OUTCOMES.iter().find(|(_, outcome)| *outcome == self);
        known.expect("the table has every outcome").0
    }
}

impl Ending {
    /// Returns the ending with these digits.
    pub(super) fn of_code(code: u8) -> Option<Self> {
        OUTCOMES.iter().find_map(|(number, outcome)| match outcome {
            Outcome::Challenge(ending) if *number == code => Some(*ending),
            _ => None,
        })
    }
}

impl Method {
    pub fn of(pan: &Pan) -> Self {
        match parts(pan) {
            Some(Parts { published: true, method: b'1', .. }) => Self::Reports,
            Some(Parts { published: true, method: b'2', .. }) => Self::Silent,
            _ => Self::Absent,
        }
    }
}

/// The digits that say something.
struct Parts {
    published: bool,
    method: u8,
    outcome: u8,
}

/// Returns `None` for a card that does not belong to the scheme.
fn parts(pan: &Pan) -> Option<Parts> {
    let digits = pan.expose();
    let brands = Brands::of(pan)?;
    let takes_part = [Network::CartesBancaires, Network::Visa, Network::Mastercard];
    let sound = digits.len() == 16 && takes_part.iter().any(|&network| brands.contains(network));
    let method = *digits.as_bytes().get(10)?;
    let belongs = sound && digits.as_bytes()[9] == b'8' && (b'0'..=b'2').contains(&method);
    let outcome = digits.get(11..13)?.parse().ok()?;
    belongs.then_some(Parts { published: &digits[6..9] == PUBLISHED, method, outcome })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: &str) -> (Outcome, Method) {
        let pan = Pan::parse(number).unwrap();
        (Outcome::of(&pan), Method::of(&pan))
    }

    #[test]
    fn the_tenth_digit_brings_a_card_into_the_scheme() {
        for (number, outcome, method) in [
            ("4970100008000008", Outcome::Authenticated, Method::Absent),
            ("4970100008100006", Outcome::Authenticated, Method::Reports),
            ("5137340008210002", Outcome::Challenge(Ending::Chosen), Method::Silent),
            ("4970100008020006", Outcome::NotEnrolled, Method::Absent),
            ("4970103468112001", Outcome::Challenge(Ending::WrongCode), Method::Absent),
            ("4970103469112000", Outcome::Authenticated, Method::Absent),
            ("4970100008312000", Outcome::Authenticated, Method::Absent),
            ("4970100008199000", Outcome::Authenticated, Method::Reports),
            ("4012888888881881", Outcome::Authenticated, Method::Absent),
            ("375989111811119", Outcome::Authenticated, Method::Absent),
            ("4222222222222", Outcome::Authenticated, Method::Absent),
        ] {
            assert_eq!(told(number), (outcome, method), "{number}");
        }
    }

    #[test]
    fn every_outcome_has_digits_of_its_own() {
        for (code, outcome) in OUTCOMES {
            assert_eq!(outcome.code(), code);
            assert_eq!(told(&format!("49701000080{code:02}000")).0, outcome);
            let ending = Ending::of_code(code).map(Outcome::Challenge);
            assert_eq!(ending, matches!(outcome, Outcome::Challenge(_)).then_some(outcome));
        }
    }
}
