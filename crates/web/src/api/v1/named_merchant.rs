//! What the description says of paths that begin with the merchant's own id.

use axum::http::StatusCode;

use crate::openapi::{Parameter, Response, path_parameter, refusal};

pub(crate) fn merchant_id() -> Parameter {
    path_parameter("merchantId", "14 digits: the id that the credentials are of")
}

pub(crate) fn another_merchant() -> Response {
    refusal(StatusCode::FORBIDDEN, "The path names another merchant, or nobody: 09201")
}
