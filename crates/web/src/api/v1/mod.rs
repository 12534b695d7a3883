//! Version 1 of the API: the list of all endpoints, and the router made of it.

mod caller;
mod card;
mod checkout;
mod collection;
mod endpoint;
mod immediate_write;
mod merchants;
mod mxwallets;
mod named_merchant;
mod payout;
mod repeatable;
mod security;

use std::{collections::HashSet, sync::LazyLock};

use axum::{Router, http::Method};
use gateway::{Refusal, sessions::CreateSession};
use jiff::{Timestamp, tz::TimeZone};

use crate::app::App;
pub(crate) use caller::Credentials;
pub use checkout::transactions::export::{transaction_item, transactions_filter};
pub(crate) use endpoint::{Endpoint, Operation};
pub(crate) use named_merchant::{another_merchant, merchant_id};

/// The endpoints of every resource. `docs/adding-an-endpoint.md` says how to add to them.
const RESOURCES: [&[Endpoint]; 17] = [
    security::encryption_keys::ENDPOINTS,
    checkout::alive::ENDPOINTS,
    checkout::payments::ENDPOINTS,
    checkout::payments::prepare::ENDPOINTS,
    checkout::payments::sessions::ENDPOINTS,
    checkout::paybylink::ENDPOINTS,
    checkout::authentications::ENDPOINTS,
    checkout::transactions::ENDPOINTS,
    checkout::transactions::actions::ENDPOINTS,
    checkout::mxwallets::ENDPOINTS,
    checkout::mxwallets::sessions::ENDPOINTS,
    card::updater::ENDPOINTS,
    mxwallets::ENDPOINTS,
    merchants::points_of_sale::ENDPOINTS,
    merchants::payment_methods::ENDPOINTS,
    payout::sepa_transfers::ENDPOINTS,
    payout::transactions::ENDPOINTS,
];

/// Returns all endpoints. The router and the OpenAPI description are both made of them.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    RESOURCES.into_iter().flatten()
}

/// Whether such a request needs the credentials of a merchant, as every endpoint does. `path` is the pattern of its route.
pub(crate) fn needs_credentials(method: &Method, path: &str) -> bool {
    static ENDPOINTS: LazyLock<HashSet<(Method, &str)>> = LazyLock::new(|| {
        endpoints().map(|endpoint| ((endpoint.operation)().method, endpoint.path)).collect()
    });
    // A route for GET answers HEAD as well.
    let method = if method == Method::HEAD { Method::GET } else { method.clone() };
    ENDPOINTS.contains(&(method, path))
}

pub(crate) fn routes() -> Router<App> {
    endpoints().fold(Router::new(), |router, endpoint| router.route(endpoint.path, (endpoint.handler)()))
}

/// Parses the body of a session, as the endpoint does. It is public for fuzzing.
pub fn parse_session(body: &[u8], now: Timestamp) -> Result<CreateSession, Refusal> {
    checkout::payments::sessions::parse(body, now, &TimeZone::UTC)
}

/// Parses the body of a payment, as the endpoint does. It is public for fuzzing.
pub fn parse_payment(body: &[u8], now: Timestamp) -> Result<checkout::payments::NewPayment, Refusal> {
    checkout::payments::parse(body, now, &TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_no_endpoint_takes_needs_no_credentials() {
        const PATH: &str = "/v1/checkout/transactions/{id}";
        for (method, path, needs) in [
            (Method::GET, PATH, true),
            (Method::HEAD, PATH, true),
            // These are a 405 and a 404, whoever asks.
            (Method::DELETE, PATH, false),
            (Method::GET, "", false),
            (Method::GET, "/health/ready", false),
        ] {
            assert_eq!(needs_credentials(&method, path), needs, "{method} {path}");
        }
    }
}
