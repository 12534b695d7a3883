//! The bodies of requests: forms of browsers and scripts (`application/x-www-form-urlencoded`), and messages.

use axum::{
    extract::rejection::BytesRejection,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use emv3ds::codes::Component;

use super::{failure::Failure, page::Trouble};

/// Returns the body of a request. A longer one than the limit of the router is [`Trouble::TooLarge`].
pub(super) fn read(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Trouble> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::BadRequest,
    })
}

/// Returns the message of a request, or the answer to one that is too long: an error message.
pub(super) fn read_message(
    body: Result<Bytes, BytesRejection>,
    by: Component,
) -> Result<Bytes, Box<Response>> {
    read(body).map_err(|_| {
        let erro = Failure::malformed("the message is too long").write(by, b"");
        let kind = [(CONTENT_TYPE, "application/json; charset=utf-8")];
        Box::new((StatusCode::PAYLOAD_TOO_LARGE, kind, erro).into_response())
    })
}

/// Returns the first field of the name.
pub(super) fn field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}
