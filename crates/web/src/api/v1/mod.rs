//! Version 1: every resource, and so every route.

mod caller;
mod checkout;
mod endpoint;
mod merchants;
mod repeatable;
mod security;

use axum::Router;
use gateway::{Refusal, payments::CreatePayment, sessions::CreateSession};
use jiff::{Timestamp, tz::TimeZone};

use crate::app::App;
pub(crate) use endpoint::{Endpoint, Operation};

/// Every resource lists its endpoints in its own file. `docs/adding-an-endpoint.md` says how to add to them.
const RESOURCES: [&[Endpoint]; 8] = [
    security::encryption_keys::ENDPOINTS,
    checkout::alive::ENDPOINTS,
    checkout::payments::ENDPOINTS,
    checkout::payments::sessions::ENDPOINTS,
    checkout::transactions::ENDPOINTS,
    checkout::transactions::actions::ENDPOINTS,
    merchants::points_of_sale::ENDPOINTS,
    merchants::payment_methods::ENDPOINTS,
];

/// The router and the OpenAPI description are both made of them.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    RESOURCES.into_iter().flatten()
}

pub(crate) fn routes() -> Router<App> {
    endpoints().fold(Router::new(), |router, endpoint| router.route(endpoint.path, (endpoint.handler)()))
}

/// The body of a session, as the endpoint reads it; for fuzzing.
pub fn parse_session(body: &[u8], now: Timestamp) -> Result<CreateSession, Refusal> {
    checkout::payments::sessions::parse(body, now, &TimeZone::UTC)
}

/// The body of a payment, as the endpoint reads it; for fuzzing.
pub fn parse_payment(body: &[u8], now: Timestamp) -> Result<CreatePayment, Refusal> {
    checkout::payments::parse(body, now, &TimeZone::UTC)
}
