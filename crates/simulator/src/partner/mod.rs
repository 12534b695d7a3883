//! MOCKPAY, a simulated payment partner that stands for wallets and bank redirects. Its pages run on an address of their own, because
//! the mobile SDKs take any page on the API's host for the end of a redirect (session services, section 9).

mod decision;
mod headers;
mod page;
mod visit;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, middleware::map_response, routing::get};
use gateway::Gateway;

/// The instrument type of payment methods whose buyers pay at this partner.
pub(crate) const INSTRUMENT_TYPE: &str = "MOCKPAY";

/// The largest body of a form, in bytes: the form has one short field.
const MAX_BODY_BYTES: usize = 4 * 1024;

/// Returns the router of the partner, with every page.
pub fn partner_pages(gateway: Arc<Gateway>) -> Router {
    Router::new()
        .route("/mockpay/{reference}/{ticket}", get(visit::show).post(visit::decide))
        .fallback(async || page::Trouble::NoSuchPage)
        .layer(map_response(headers::secured))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(gateway)
}

/// Returns the path of the partner's page for a payment.
pub(crate) fn path(reference: &str, ticket: &str) -> String {
    format!("/mockpay/{reference}/{ticket}")
}
