//! Business identifier codes: the addresses of banks (ISO 9362).

use document::{Fault, Object};

use crate::Country;

/// A BIC of 8 or 11 characters, in capitals: four letters or digits for the bank, two letters for its country, two letters or digits
/// for the place and, where there are three more, the branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bic(String);

/// Kosovo's banks are registered under a code that ISO 3166-1 does not list.
const KOSOVO: &str = "XK";

impl Bic {
    /// Parses a BIC. Small letters are taken for capitals.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault =
            Fault::Pattern("a BIC of 8 or 11 letters and digits (ISO 9362), such as BNPAFRPP");
        const COUNTRY: Fault = Fault::Rule("must name a country by its letters 5 and 6 (ISO 9362)");
        let code = text.to_ascii_uppercase();
        let is_sound = [8, 11].contains(&code.len()) && code.bytes().all(|c| c.is_ascii_alphanumeric());
        let country = code.get(4..6).filter(|_| is_sound).ok_or(FORM)?;
        if country == KOSOVO || Country::parse(country).is_ok() { Ok(Self(code)) } else { Err(COUNTRY) }
    }

    /// Takes a stored value without applying today's limits: an earlier version may have accepted it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    Bic,
    Bic::parse,
    |value: &Bic| value.0.clone(),
    Object::new()
        .with("type", "string")
        .with("minLength", 8)
        .with("maxLength", 11)
        .with("pattern", "^[A-Za-z0-9]{4}[A-Za-z]{2}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?$")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_in_a_country() {
        for (text, bic) in [
            ("BNPAFRPP", Some("BNPAFRPP")),
            ("deutdeff500", Some("DEUTDEFF500")),
            ("1234DEWW", Some("1234DEWW")),
            ("NCBVXKPR", Some("NCBVXKPR")),
            ("BNPAFRP", None),
            ("BNPAFRPPX", None),
            ("BNPAFRPPXXXX", None),
            ("BNPAXXPP", None),
            ("BNPA1RPP", None),
            ("BNPA FRPP", None),
            ("BNPAFR\u{e9}", None),
            ("", None),
        ] {
            assert_eq!(Bic::parse(text).ok().as_ref().map(Bic::as_str), bic, "{text}");
        }
    }
}
