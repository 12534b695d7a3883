//! Messages of EMV 3-D Secure as the issuer and the directory server read and write them: flat JSON objects.

use bytes::Bytes;
use document::{Object, Tree, read_json, write_json};
use primitives::{Brands, Network, Pan, WebUrl};

use super::failure::Failure;

/// A message, with its members as they came.
#[derive(Clone)]
pub(super) struct Message(Object);

/// An authentication request whose card is known.
pub(super) struct Question {
    pub(super) message: Message,
    pub(super) pan: Pan,
}

/// The protocol version of what the sandbox starts by itself.
pub(super) const VERSION: &str = "2.2.0";

/// The longest `notificationURL` and `merchantName` (EMV 3-D Secure, table A.1), in characters.
const MAX_NOTIFICATION_URL: usize = 256;
const MAX_MERCHANT_NAME: usize = 40;

impl Message {
    pub(super) fn new(kind: &str) -> Self {
        Self(Object::new().with("messageType", kind))
    }

    pub(super) fn of(object: Object) -> Self {
        Self(object)
    }

    /// Reads a message of the type.
    pub(super) fn read_kind(bytes: &[u8], kind: &str) -> Result<Self, Failure> {
        let tree = read_json(bytes).map_err(|_| Failure::invalid("no JSON"))?;
        let message = Self(tree.as_object().cloned().ok_or_else(|| Failure::invalid("no JSON object"))?);
        if message.text("messageType") != Some(kind) {
            return Err(Failure::invalid("messageType"));
        }
        match message.text("messageVersion") {
            None => Err(Failure::missing("messageVersion")),
            Some("2.1.0" | "2.2.0") => Ok(message),
            Some(_) => Err(Failure::version()),
        }
    }
}

impl Message {
    /// Reads an authentication request (AReq), with what the issuer goes by.
    pub(super) fn read_authentication(bytes: &[u8]) -> Result<Question, Failure> {
        let message = Self::read_kind(bytes, "AReq")?;
        message.check("threeDSServerTransID", is_uuid)?;
        message.check("threeDSServerURL", |url| WebUrl::parse(url).is_ok())?;
        message.check("messageCategory", |category| matches!(category, "01" | "02"))?;
        message.check("deviceChannel", |channel| matches!(channel, "01" | "02" | "03"))?;
        match message.text("deviceChannel") {
            Some("01") => {
                message.check("sdkTransID", is_uuid)?;
                message.check("sdkReferenceNumber", |number| (1..=32).contains(&number.len()))?;
                message.object("sdkEphemPubKey").ok_or_else(|| Failure::missing("sdkEphemPubKey"))?;
            }
            Some("02") => {
                message.check("notificationURL", |url| {
                    url.len() <= MAX_NOTIFICATION_URL && WebUrl::parse(url).is_ok()
                })?;
            }
            _ => {}
        }
        if message.text("merchantName").is_some_and(|name| name.chars().count() > MAX_MERCHANT_NAME) {
            return Err(Failure::malformed("merchantName"));
        }
        let number = message.text("acctNumber").ok_or_else(|| Failure::missing("acctNumber"))?;
        let pan = Pan::parse(number).map_err(|_| Failure::malformed("acctNumber"))?;
        Ok(Question { message, pan })
    }

    /// Checks that a text is there and as it must be.
    fn check(&self, name: &'static str, is_sound: impl Fn(&str) -> bool) -> Result<(), Failure> {
        match self.text(name) {
            None => Err(Failure::missing(name)),
            Some(text) if is_sound(text) => Ok(()),
            Some(_) => Err(Failure::malformed(name)),
        }
    }

    /// Begins a message of the type with members of this one.
    pub(super) fn reply(&self, kind: &str, same: &[&str]) -> Self {
        let copy = |object: Object, name: &&str| match self.0.get(name) {
            Some(value) => object.with(name, value.clone()),
            None => object,
        };
        Self(same.iter().fold(Self::new(kind).0, copy))
    }

    /// Sets the member, also where there was one.
    pub(super) fn with(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.0.remove(name);
        self.0.set(name, value);
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(super) fn object(&self, name: &str) -> Option<&Object> {
        self.0.get(name)?.as_object()
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_text()
    }

    pub(super) fn write(self) -> Bytes {
        write_json(&Tree::Object(self.0)).into()
    }
}

impl Question {
    /// Whether a cardholder is at the other end: one of a browser or an app.
    pub(super) fn has_cardholder(&self) -> bool {
        self.message.text("deviceChannel") != Some("03")
    }

    /// Whether the card has Mastercard's indicators. A number of Cartes Bancaires has those of its other network.
    pub(super) fn is_mastercard(&self) -> bool {
        Brands::of(&self.pan).is_some_and(|brands| brands.contains(Network::Mastercard))
    }
}

/// Whether the text is an id in the form of RFC 4122, as the specification asks.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, c)| match place {
            8 | 13 | 18 | 23 => c == b'-',
            _ => c.is_ascii_hexdigit(),
        })
}
