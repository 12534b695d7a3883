//! Values that the messages consist of.

use document::{Fault, Object};
use zeroize::Zeroizing;

/// A text of `MIN` to `MAX` decimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Digits<MIN, MAX> {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if !text.bytes().all(|c| c.is_ascii_digit()) {
            return Err(Fault::Pattern("decimal digits"));
        }
        if !(MIN..=MAX).contains(&text.len()) {
            return Err(Fault::Size { min: MIN, max: MAX });
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> document::Value for Digits<MIN, MAX> {
    fn read(
        tree: &document::Tree,
        at: &document::Path<'_>,
        problems: &mut document::Problems,
    ) -> Option<Self> {
        document::parse_text(tree, at, problems, Self::parse)
    }

    fn write(&self) -> document::Tree {
        self.as_str().into()
    }

    fn schema(_: &mut document::Schemas) -> document::Tree {
        Object::new().with("type", "string").with("pattern", format!("^[0-9]{{{MIN},{MAX}}}$")).into()
    }
}

/// The proof of an authentication: 20 bytes in base64 (28 characters). Mastercard's values have 21 bytes in as many characters. It is
/// good for one authorisation, so that it has no `Debug`, and is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthenticationValue(Zeroizing<String>);

impl AuthenticationValue {
    /// The length of the text in characters.
    const SIZE: usize = 28;

    pub fn parse(text: &str) -> Result<Self, Fault> {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        if text.len() != Self::SIZE {
            return Err(Fault::Size { min: Self::SIZE, max: Self::SIZE });
        }
        match STANDARD.decode(text).map(Zeroizing::new) {
            Ok(bytes) if [20, 21].contains(&bytes.len()) => Ok(Self(Zeroizing::new(text.to_owned()))),
            _ => Err(Fault::Pattern("20 or 21 bytes in base64")),
        }
    }

    pub fn of_bytes(bytes: &[u8; 20]) -> Self {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        Self(Zeroizing::new(STANDARD.encode(bytes)))
    }

    /// Returns the value in base64.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    AuthenticationValue,
    AuthenticationValue::parse,
    |value: &AuthenticationValue| value.expose().to_owned(),
    Object::new().with("type", "string").with("format", "byte")
);

/// The number of the card in a message. Messages to the directory server carry it in the clear, inside the TLS connection.
#[derive(Clone, PartialEq, Eq)]
pub struct AcctNumber(pub primitives::Pan);

document::text_value!(
    AcctNumber,
    |text: &str| primitives::Pan::parse(text)
        .map(AcctNumber)
        .map_err(|_| Fault::Pattern("a card number of 13 to 19 digits")),
    |value: &AcctNumber| value.0.expose().to_owned(),
    Object::new().with("type", "string")
);
