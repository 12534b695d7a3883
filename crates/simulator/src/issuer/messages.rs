//! Messages of EMV 3-D Secure as the issuer and the directory server read and write them: flat JSON objects.

use bytes::Bytes;
use document::{Object, Tree, read_json, write_json};
use emv3ds::{AReq, codes::DeviceChannel};
use primitives::{Brands, Network, Pan, Uuid, WebUrl};

use super::failure::Failure;

/// A message, with its members as they came.
#[derive(Clone)]
pub(super) struct Message(Object);

/// An authentication request whose card is known.
pub(super) struct Question {
    pub(super) message: Message,
    pub(super) pan: Pan,
    pub(super) channel: DeviceChannel,
}

/// The protocol version of what the sandbox starts by itself.
pub(super) const VERSION: &str = "2.2.0";

impl Message {
    pub(super) fn new(kind: &str) -> Self {
        Self(Object::new().with("messageType", kind))
    }

    /// Reads a question for card ranges (PReq).
    pub(super) fn read_preparation(bytes: &[u8]) -> Result<Self, Failure> {
        let message = Self::parse(bytes)?;
        if message.text("messageType") != Some("PReq") {
            return Err(Failure::invalid("messageType"));
        }
        match message.text("messageVersion") {
            None => return Err(Failure::missing("messageVersion")),
            Some(VERSION) => {}
            Some(_) => return Err(Failure::version()),
        }
        message.check("threeDSServerTransID", |id| Uuid::parse(id).is_some())?;
        Ok(message)
    }

    fn parse(bytes: &[u8]) -> Result<Self, Failure> {
        let tree = read_json(bytes).map_err(|_| Failure::invalid("not JSON"))?;
        Ok(Self(tree.as_object().cloned().ok_or_else(|| Failure::invalid("not an object"))?))
    }
}

impl Message {
    /// Reads an authentication request (AReq), with what the issuer goes by.
    pub(super) fn read_authentication(bytes: &[u8]) -> Result<Question, Failure> {
        let request = AReq::read(bytes)?;
        let message = Self::parse(bytes)?
            .with("threeDSServerTransID", request.three_ds_server_trans_id.to_string())
            .with_id("sdkTransID", request.sdk.sdk_trans_id);
        message.check("threeDSServerURL", |url| WebUrl::parse(url).is_ok())?;
        match request.device_channel {
            DeviceChannel::App => {
                let sdk = &request.sdk;
                for (name, is_there) in [
                    ("sdkTransID", sdk.sdk_trans_id.is_some()),
                    ("sdkReferenceNumber", sdk.sdk_reference_number.is_some()),
                    ("sdkEphemPubKey", sdk.sdk_ephem_pub_key.is_some()),
                ] {
                    is_there.then_some(()).ok_or_else(|| Failure::missing(name))?;
                }
            }
            DeviceChannel::Browser => message.check("notificationURL", |url| WebUrl::parse(url).is_ok())?,
            DeviceChannel::ThreeRi => {}
        }
        Ok(Question { message, pan: request.acct_number.0.clone(), channel: request.device_channel })
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

    fn with_id(self, name: &str, id: Option<Uuid>) -> Self {
        match id {
            Some(id) => self.with(name, id.to_string()),
            None => self,
        }
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
        self.channel != DeviceChannel::ThreeRi
    }

    /// Whether the card has Mastercard's indicators. A number of Cartes Bancaires has those of its other network.
    pub(super) fn is_mastercard(&self) -> bool {
        Brands::of(&self.pan).is_some_and(|brands| brands.contains(Network::Mastercard))
    }
}
