//! MOCKPAY, the made-up partner: stands for wallets and bank redirects. Its pages run on an address of their own, because
//! the mobile SDKs take any page on the API's host for the end of a redirect (session services, section 9).

mod decision;
mod headers;
mod page;
mod visit;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, middleware::map_response, routing::get};
use gateway::Gateway;

/// Of the payment methods whose buyers pay here.
pub(crate) const INSTRUMENT_TYPE: &str = "MOCKPAY";

/// The form is one short field.
const MOST_BODY_BYTES: usize = 4 * 1024;

/// Everything that the partner serves, ready to be driven by a listener.
pub fn partner_pages(gateway: Arc<Gateway>) -> Router {
    Router::new()
        .route("/mockpay/{reference}/{ticket}", get(visit::show).post(visit::decide))
        .fallback(async || page::Trouble::NoSuchPage)
        .layer(map_response(headers::secured))
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .with_state(gateway)
}

/// Where a visitor finds the page of a payment.
pub(crate) fn path(reference: &str, ticket: &str) -> String {
    format!("/mockpay/{reference}/{ticket}")
}
