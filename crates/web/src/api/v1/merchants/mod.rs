//! Merchant API: the points of sale and payment methods of a merchant (Retail API, section 5). Every path
//! begins with the merchant's own id.

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
