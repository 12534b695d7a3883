//! The simulated card updater. The month of the expiry in the question decides the answer, so a test needs no set-up, any test card
//! will do, and the same question always gets the same answer:
//!
//! | month | answer |
//! |---|---|
//! | 01 | replaced by another number |
//! | 02 | the same number with a new expiry |
//! | 03 | the issuer does not know the number |
//! | 04 | the account was closed |
//! | 05 | no answer within the time limit |
//! | any other | not replaced |
//!
//! The new number differs in the four digits before the check digit: each is one higher, and 0 after 9. The new expiry is December,
//! three years later, or as many times three years as it takes to reach a year to come. So a search for the new card tells that it is not replaced.

use std::sync::Arc;

use async_trait::async_trait;
use gateway::ports::{CardUpdate, CardUpdateQuestion, CardUpdater, Clock};
use jiff::tz::TimeZone;
use primitives::{Expiry, Pan};
use tokio::time::sleep;
use zeroize::Zeroizing;

pub struct SimulatedCardUpdater {
    clock: Arc<dyn Clock>,
}

impl SimulatedCardUpdater {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }

    /// Returns the expiry that follows: in a year after this one, so that it is to come in every time zone.
    fn renewal(&self, expiry: Expiry) -> Expiry {
        renewal(expiry, self.clock.now().to_zoned(TimeZone::UTC).year())
    }
}

/// The number of digits that the new number has of its own, before the check digit.
const OWN_DIGITS: usize = 4;
/// The number of years by which the new expiry is later, or a multiple of it.
const YEARS: i16 = 3;

#[async_trait]
impl CardUpdater for SimulatedCardUpdater {
    async fn search(&self, question: CardUpdateQuestion) -> CardUpdate {
        let CardUpdateQuestion { pan, expiry, limit, .. } = question;
        match &expiry.to_string()[..2] {
            "01" => CardUpdate::Replaced { pan: replacement(&pan), expiry: self.renewal(expiry) },
            "02" => CardUpdate::Renewed { expiry: self.renewal(expiry) },
            "03" => CardUpdate::Unknown,
            "04" => CardUpdate::Closed,
            "05" => {
                drop(pan);
                sleep(limit.unsigned_abs()).await;
                CardUpdate::Silence
            }
            _ => CardUpdate::NotReplaced,
        }
    }
}

fn replacement(pan: &Pan) -> Pan {
    let old = pan.expose().as_bytes();
    let own = old.len() - 1 - OWN_DIGITS..old.len() - 1;
    let digits = old.iter().enumerate().map(|(place, digit)| match digit {
        b'9' if own.contains(&place) => b'0',
        digit if own.contains(&place) => digit + 1,
        digit => *digit,
    });
    let mut number = Zeroizing::new(digits.map(char::from).collect::<String>());
    for check_digit in '0'..='9' {
        number.pop();
        number.push(check_digit);
        if let Some(found) = Pan::parse(&number).ok().filter(Pan::passes_luhn) {
            return found;
        }
    }
    unreachable!("one of ten digits is the check digit of the others")
}

fn renewal(expiry: Expiry, this_year: i16) -> Expiry {
    let old: i16 = expiry.to_string()[2..].parse().expect("two digits");
    let mut year = old + YEARS;
    while year <= this_year - 2000 {
        year += YEARS;
    }
    Expiry::parse(&format!("12{:02}", year.min(99))).expect("a month and two digits")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_cards::is_test_card;

    #[test]
    fn a_new_number_is_a_test_card_with_a_right_check_digit() {
        for (old, new) in [
            ("4970105151515140", "4970105151526253"),
            ("5137340014122340", "5137340014133453"),
            ("4970101234599999", "4970101234500001"),
        ] {
            let found = replacement(&Pan::parse(old).unwrap());
            assert_eq!(found.expose(), new);
            assert!(found.passes_luhn() && is_test_card(&found), "{old}");
        }
    }

    #[test]
    fn an_expiry_is_to_come_within_the_century() {
        for (old, year, new) in [
            ("0124", 2026, "1227"),
            ("0299", 2026, "1299"),
            ("1226", 2026, "1229"),
            ("1200", 2002, "1203"),
            ("1200", 2026, "1227"),
            ("0120", 2026, "1229"),
            ("0123", 2026, "1229"),
            ("0120", 2029, "1232"),
        ] {
            assert_eq!(renewal(Expiry::parse(old).unwrap(), year).to_string(), new, "{old} in {year}");
        }
    }
}
