//! The API over HTTP: JSON to use cases and back. One endpoint, one file; the router is one list.

mod addresses;
mod answer;
mod api;
mod app;
mod body;
mod budget;
mod echo;
mod health;
mod idempotency;
mod middleware;
mod openapi;
mod pay;
mod peer;
mod personal;
mod pieces;
pub mod records;
mod result;
mod services;
mod three_ds;
mod unrouted;

use axum::{Router, middleware::from_fn_with_state};

pub use addresses::Addresses;
#[doc(hidden)]
pub use api::v1::{parse_payment, parse_session};
pub use api::v1::{transaction_item, transactions_filter};
pub use app::{App, Drain, LoadLimits, TestCard, Vitals};
pub use middleware::HSTS;
pub use openapi::description;
pub use peer::Peer;
pub use personal::Documents;
pub use unrouted::{Unrouted, UnroutedAnswer};

/// Everything that is served, ready to be driven by a listener.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(api::v1::routes())
        .merge(health::routes())
        .merge(openapi::routes())
        .merge(services::routes(&app))
        .merge(pay::routes())
        .merge(three_ds::routes())
        .fallback(answer::unknown_route)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(from_fn_with_state(app.clone(), middleware::request))
        .with_state(app)
}
