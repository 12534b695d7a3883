//! Forms of browsers and scripts (`application/x-www-form-urlencoded`).

use axum::{extract::rejection::BytesRejection, http::StatusCode};
use bytes::Bytes;

use super::page::Trouble;

/// Returns the body of a request. A longer one than the limit of the router is [`Trouble::TooLarge`].
pub(super) fn read(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Trouble> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::BadRequest,
    })
}

/// Returns the first field of the name.
pub(super) fn field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}
