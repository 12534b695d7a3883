//! What is wrong with a message, and the error message (Erro) that says so.

use bytes::Bytes;
use document::{Tree, read_json};
use emv3ds::{
    Erro, Kind,
    codes::{Component, ErrorCode},
};
use primitives::Uuid;

/// A fault of a message or of the system. It holds no values of the message.
pub(super) struct Failure(Box<Erro>);

impl From<Box<Erro>> for Failure {
    fn from(erro: Box<Erro>) -> Self {
        Self(erro)
    }
}

impl Failure {
    pub(super) fn not_in_range() -> Self {
        Self::of(ErrorCode::TransactionDataInvalid, "acctNumber is in no range of the directory")
    }

    pub(super) fn transient(detail: &str) -> Self {
        Self::of(ErrorCode::TransientFailure, detail)
    }

    pub(super) fn invalid(detail: &str) -> Self {
        Self::of(ErrorCode::MessageInvalid, detail)
    }

    pub(super) fn missing(element: &str) -> Self {
        Self::of(ErrorCode::ElementMissing, element)
    }

    pub(super) fn malformed(element: &str) -> Self {
        Self::of(ErrorCode::ElementInvalid, element)
    }

    pub(super) fn version() -> Self {
        Self::of(ErrorCode::VersionUnsupported, "2.2.0")
    }

    pub(super) fn unknown_transaction(element: &str) -> Self {
        Self::of(ErrorCode::TransactionUnknown, element)
    }

    pub(super) fn undecipherable() -> Self {
        Self::of(ErrorCode::DecryptionFailed, "")
    }

    fn of(code: ErrorCode, detail: &str) -> Self {
        Self(Box::new(Erro::new(code, Component::Acs, detail, None)))
    }

    pub(super) fn code(&self) -> &'static str {
        self.0.error_code.as_str()
    }

    /// Writes the error message about a message, with the ids that can be read in it.
    pub(super) fn write(&self, by: Component, about: &[u8]) -> Bytes {
        let tree = read_json(about).ok();
        let text = |name| tree.as_ref().and_then(Tree::as_object)?.get(name)?.as_text();
        let id = |name| text(name).and_then(Uuid::parse);
        let mut erro = (*self.0).clone().reported_by(by);
        erro.three_ds_server_trans_id = id("threeDSServerTransID");
        erro.acs_trans_id = id("acsTransID");
        erro.ds_trans_id = id("dsTransID");
        erro.sdk_trans_id = id("sdkTransID");
        erro.error_message_type = text("messageType").and_then(Kind::parse);
        Bytes::copy_from_slice(&erro.write())
    }
}
