//! What is wrong with a message, and the error message (Erro) that says so.

use bytes::Bytes;
use document::{Object, Tree, read_json};

use super::messages::{Message, VERSION};

/// Who writes an error message (`errorComponent`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Component {
    DirectoryServer,
    Issuer,
}

/// A fault, as the specification numbers it (EMV 3-D Secure, table A.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    code: &'static str,
    description: &'static str,
    /// The element, or more about it. It never holds a value.
    detail: &'static str,
}

impl Failure {
    pub(super) const NOT_IN_RANGE: Self =
        Self::of("305", "Transaction data not valid", "acctNumber is in no range of the directory");
    pub(super) const TRANSIENT: Self =
        Self::of("403", "Transient system failure", "this test card asks for an error message");

    pub(super) const fn invalid(detail: &'static str) -> Self {
        Self::of("101", "Message received invalid", detail)
    }

    pub(super) const fn version() -> Self {
        Self::of("102", "Message version number received is not supported", "2.1.0,2.2.0")
    }

    pub(super) const fn missing(element: &'static str) -> Self {
        Self::of("201", "A message element required as defined is missing", element)
    }

    pub(super) const fn malformed(element: &'static str) -> Self {
        Self::of("203", "Data element is not in the required format or value is invalid", element)
    }

    pub(super) const fn unknown_transaction(detail: &'static str) -> Self {
        Self::of("301", "Transaction ID received is not valid for the receiving component", detail)
    }

    pub(super) const fn undecipherable() -> Self {
        Self::of("302", "Data could not be decrypted by the receiving system", "")
    }

    const fn of(code: &'static str, description: &'static str, detail: &'static str) -> Self {
        Self { code, description, detail }
    }

    /// Writes the error message about a message, with the ids that can be read in it.
    pub(super) fn write(&self, by: Component, about: &[u8]) -> Bytes {
        let tree = read_json(about).ok();
        let object = tree.as_ref().and_then(Tree::as_object).cloned().unwrap_or_else(Object::new);
        let about = Message::of(object);
        let ids = ["threeDSServerTransID", "acsTransID", "dsTransID", "sdkTransID"];
        let component = match by {
            Component::DirectoryServer => "D",
            Component::Issuer => "A",
        };
        about
            .reply("Erro", &ids)
            .with("messageVersion", VERSION)
            .with("errorCode", self.code)
            .with("errorComponent", component)
            .with("errorDescription", self.description)
            .with("errorDetail", self.detail)
            .maybe("errorMessageType", about.text("messageType").filter(|kind| kind.len() == 4))
            .write()
    }
}
