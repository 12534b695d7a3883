//! International bank account numbers (ISO 13616).

use std::str::FromStr as _;

use document::{Fault, Object};
use zeroize::Zeroizing;

use crate::Country;

/// An IBAN whose check digits, length and form are those of its country. It has no `Debug` and no `Display`, so that no log holds one.
#[derive(Clone, PartialEq, Eq)]
pub struct Iban(Zeroizing<String>);

impl Iban {
    /// Parses an IBAN, with or without blanks between its groups. Small letters are taken for capitals.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault =
            Fault::Rule("must be an IBAN of a registered country, with the right check digits");
        let compact: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect());
        if compact.len() > MAX_CHARS {
            return Err(FORM);
        }
        iban::Iban::from_str(&compact).map_err(|_| FORM)?;
        if !compact.get(..2).is_some_and(|country| SEPA.contains(&country)) {
            return Err(Fault::Rule("must be an IBAN of a country that takes SEPA credit transfers"));
        }
        Ok(Self(compact))
    }

    /// Takes a stored value without applying today's rules: a country may have changed the form of its accounts since.
    pub fn stored(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// Returns the IBAN in the clear, without blanks. Reviewers search for the callers of this function.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the country of the account. `None` where it is none of the contract's list, as Kosovo.
    pub fn country(&self) -> Option<Country> {
        Country::parse(self.0.get(..2)?).ok()
    }

    pub fn masked(&self) -> MaskedIban {
        let (chars, shown) = (self.0.len(), SHOWN);
        let hidden = "X".repeat(chars.saturating_sub(2 * shown));
        MaskedIban(format!("{}{hidden}{}", &self.0[..shown], &self.0[chars - shown..]))
    }
}

/// The countries of the SEPA credit transfer scheme whose codes IBANs begin with (European Payments Council, EPC409-09).
const SEPA: [&str; 42] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR",
    "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL",
    "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

/// The length of the longest IBAN.
const MAX_CHARS: usize = 34;
/// The number of characters that a masked IBAN shows at each end: country and check digits, and the end of the account.
const SHOWN: usize = 4;

document::text_value!(
    Iban,
    Iban::parse,
    |value: &Iban| value.0.to_string(),
    Object::new()
        .with("type", "string")
        .with("minLength", 15)
        .with("maxLength", 42)
        .with("pattern", "^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 ]{11,38}$")
);

/// An IBAN of which the first four and the last four characters are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedIban(String);

impl MaskedIban {
    /// Takes a stored value.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the country of the account. `None` where it is none of the contract's list, as Kosovo.
    pub fn country(&self) -> Option<Country> {
        Country::parse(self.0.get(..2)?).ok()
    }
}

document::text_value!(
    MaskedIban,
    |text: &str| Ok::<_, Fault>(MaskedIban::stored(text)),
    |value: &MaskedIban| value.0.clone(),
    Object::new().with("type", "string").with("maxLength", 34)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_and_the_form_of_the_country_count() {
        for (text, masked) in [
            ("FR7630006000011234567890189", Some("FR76XXXXXXXXXXXXXXXXXXX0189")),
            ("fr76 3000 6000 0112 3456 7890 189", Some("FR76XXXXXXXXXXXXXXXXXXX0189")),
            ("DE89370400440532013000", Some("DE89XXXXXXXXXXXXXX3000")),
            ("NO9386011117947", Some("NO93XXXXXXX7947")),
            ("MT84MALT011000012345MTLCAST001S", Some("MT84XXXXXXXXXXXXXXXXXXXXXXX001S")),
            // Check digits, length, country, characters.
            ("FR7630006000011234567890188", None),
            ("FR763000600001123456789018", None),
            ("DE893704004405320130000", None),
            ("ZZ7630006000011234567890189", None),
            ("FR76-3000-6000-0112-3456-7890-189", None),
            // Sound, and of no country of SEPA.
            ("TN5910006035183598478831", None),
            ("XK051212012345678906", None),
            ("", None),
            ("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}", None),
        ] {
            let iban = Iban::parse(text).ok();
            assert_eq!(iban.map(|iban| iban.masked().as_str().to_owned()).as_deref(), masked, "{text}");
        }
        assert_eq!(Iban::parse("DE89370400440532013000").unwrap().country().unwrap().as_str(), "DE");
    }
}
