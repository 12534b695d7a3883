//! The error message of the specification.

use document::{Text, record};
use primitives::Uuid;

use crate::{
    codes::{Component, ErrorCode, Version},
    message::{Kind, message},
};

record! {
    /// The answer to a message that breaks the rules. It names the data elements at fault, and holds no value of them.
    pub struct Erro as "Erro" {
        three_ds_server_trans_id: Option<Uuid> = "threeDSServerTransID",
        acs_trans_id: Option<Uuid> = "acsTransID",
        ds_trans_id: Option<Uuid> = "dsTransID",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        error_code: ErrorCode = "errorCode",
        error_component: Component = "errorComponent",
        error_description: Text<1, 2_048> = "errorDescription",
        error_detail: Text<1, 2_048> = "errorDetail",
        /// The type of the message at fault, where it could be told.
        error_message_type: Option<Kind> = "errorMessageType",
        message_version: Version = "messageVersion",
    }
}

message!(Erro, Kind::Erro);

/// The longest list of names in an error in characters.
const MAX_DETAIL: usize = 2_048;

impl Erro {
    /// Makes an error about a message. `detail` names the elements at fault, or says what is wrong.
    pub fn new(error_code: ErrorCode, error_component: Component, detail: &str, of: Option<Kind>) -> Self {
        let detail: String = detail.chars().filter(|c| *c != '\0').take(MAX_DETAIL).collect();
        let detail = if detail.is_empty() { "the whole message" } else { &detail };
        Self {
            three_ds_server_trans_id: None,
            acs_trans_id: None,
            ds_trans_id: None,
            sdk_trans_id: None,
            error_code,
            error_component,
            error_description: Text::stored(error_code.description()),
            error_detail: Text::stored(detail),
            error_message_type: of,
            message_version: Version::V220,
        }
    }

    /// Names the party that reports the error, where that is not the usual reader of the message.
    #[must_use]
    pub fn reported_by(mut self, component: Component) -> Self {
        self.error_component = component;
        self
    }
}

/// An error is told by its code and the names of elements.
impl std::fmt::Debug for Erro {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Erro {} ({})", self.error_code.as_str(), self.error_detail.as_str())
    }
}
