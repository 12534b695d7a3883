//! Version 1: every route, one list.

mod caller;
mod checkout;
mod endpoint;
mod repeatable;
mod security;

use axum::Router;
use gateway::{Refusal, payments::CreatePayment, sessions::CreateSession};
use jiff::{Timestamp, tz::TimeZone};

use crate::app::App;
pub(crate) use endpoint::{Endpoint, Operation};

/// The router and the OpenAPI description are both made of this list. `docs/adding-an-endpoint.md` says how to
/// add to it.
pub(crate) const ENDPOINTS: [&Endpoint; 12] = [
    &security::encryption_keys::GET,
    &checkout::alive::CHECKOUT,
    &checkout::alive::CARD,
    &checkout::payments::CREATE,
    &checkout::payments::sessions::CREATE,
    &checkout::payments::sessions::GET,
    &checkout::payments::sessions::CREATE_DEPRECATED,
    &checkout::payments::sessions::GET_DEPRECATED,
    &checkout::transactions::GET,
    &checkout::transactions::actions::CAPTURES,
    &checkout::transactions::actions::REFUNDS,
    &checkout::transactions::actions::CANCELS,
];

pub(crate) fn routes() -> Router<App> {
    ENDPOINTS.iter().fold(Router::new(), |router, endpoint| router.route(endpoint.path, (endpoint.handler)()))
}

/// The body of a session, as the endpoint reads it; for fuzzing.
pub fn parse_session(body: &[u8], now: Timestamp) -> Result<CreateSession, Refusal> {
    checkout::payments::sessions::parse(body, now, &TimeZone::UTC)
}

/// The body of a payment, as the endpoint reads it; for fuzzing.
pub fn parse_payment(body: &[u8], now: Timestamp) -> Result<CreatePayment, Refusal> {
    checkout::payments::parse(body, now, &TimeZone::UTC)
}
