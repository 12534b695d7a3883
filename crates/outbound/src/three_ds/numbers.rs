//! The numbers of countries (ISO 3166-1) and currencies (ISO 4217), and of telephones (E.164), as the messages have them.

use emv3ds::{areq::Phone, scalars::Digits};
use primitives::Currency;

/// The codes of countries by telephone that have two digits; 1 and 7 have one, and all others three (E.164).
const TWO_DIGITS: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

pub(super) fn of_country(letters: &str) -> Option<Digits<3, 3>> {
    let country = rust_iso3166::from_alpha2(letters)?;
    Digits::parse(&format!("{:03}", country.numeric)).ok()
}

/// `None` for a currency that is no longer in use.
pub(super) fn of_currency(currency: Currency) -> Option<Digits<3, 3>> {
    let currency = iso_currency::Currency::from_code(currency.as_str())?;
    Digits::parse(&format!("{:03}", currency.numeric())).ok()
}

/// Splits a number that begins with the code of its country: `+33612345678`. `None` for one within a country.
pub(super) fn of_telephone(text: &str) -> Option<Phone> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.starts_with('0') {
        return None;
    }
    let length = match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        _ if TWO_DIGITS.contains(&digits.get(..2)?) => 2,
        _ => 3,
    };
    let (code, subscriber) = digits.split_at_checked(length)?;
    Some(Phone { cc: Digits::parse(code).ok()?, subscriber: Digits::parse(subscriber).ok()? })
}

#[cfg(test)]
mod tests {
    use primitives::Country;

    use super::*;

    #[test]
    fn every_country_has_a_number() {
        let number = |letters: &str| of_country(letters).map(|number| number.as_str().to_owned());
        for first in 'A'..='Z' {
            for second in 'A'..='Z' {
                let letters = format!("{first}{second}");
                if Country::parse(&letters).is_ok() {
                    assert!(number(&letters).is_some(), "{letters}");
                }
            }
        }
        assert_eq!(number("FR").as_deref(), Some("250"));
        assert_eq!(number("BE").as_deref(), Some("056"));
    }

    #[test]
    fn currencies_in_use_have_numbers() {
        let number = |letters: &str| {
            of_currency(Currency::parse(letters).unwrap()).map(|number| number.as_str().to_owned())
        };
        for (letters, expected) in
            [("EUR", "978"), ("USD", "840"), ("GBP", "826"), ("JPY", "392"), ("AUD", "036"), ("KWD", "414")]
        {
            assert_eq!(number(letters).as_deref(), Some(expected), "{letters}");
        }
    }

    #[test]
    fn telephones_are_split_after_the_code_of_the_country() {
        for (digits, expected) in [
            ("33612345678", Some(("33", "612345678"))),
            ("12025550123", Some(("1", "2025550123"))),
            ("352621123456", Some(("352", "621123456"))),
            ("+33 6 12 34 56 78", Some(("33", "612345678"))),
            ("0612345678", None),
            ("33", None),
            ("", None),
        ] {
            let phone = of_telephone(digits);
            let parts = phone.as_ref().map(|phone| (phone.cc.as_str(), phone.subscriber.as_str()));
            assert_eq!(parts, expected, "{digits}");
        }
    }
}
