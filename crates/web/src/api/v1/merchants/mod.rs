//! Merchant API: what a merchant has (Retail API, section 5). Every path leads with the merchant's own id.

pub(super) mod payment_methods;
pub(super) mod points_of_sale;

use axum::http::StatusCode;

use crate::openapi::{Parameter, Response, path_parameter, refusal};

fn merchant_id() -> Parameter {
    path_parameter("merchantId", "14 digits: the id that the credentials are of")
}

fn another_merchant() -> Response {
    refusal(StatusCode::FORBIDDEN, "The path names another merchant, or nobody: 09201")
}
