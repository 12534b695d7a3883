//! Version 1 of the API: the list of all endpoints, and the router made of it.

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

/// The endpoints of every resource. `docs/adding-an-endpoint.md` says how to add to them.
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

/// Returns all endpoints. The router and the OpenAPI description are both made of them.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    RESOURCES.into_iter().flatten()
}

pub(crate) fn routes() -> Router<App> {
    endpoints().fold(Router::new(), |router, endpoint| router.route(endpoint.path, (endpoint.handler)()))
}

/// Parses the body of a session, as the endpoint does. It is public for fuzzing.
pub fn parse_session(body: &[u8], now: Timestamp) -> Result<CreateSession, Refusal> {
    checkout::payments::sessions::parse(body, now, &TimeZone::UTC)
}

/// Parses the body of a payment, as the endpoint does. It is public for fuzzing.
pub fn parse_payment(body: &[u8], now: Timestamp) -> Result<CreatePayment, Refusal> {
    checkout::payments::parse(body, now, &TimeZone::UTC)
}
