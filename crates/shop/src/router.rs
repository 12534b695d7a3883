//! The routes of the shop.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::HeaderValue,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    middleware::map_response,
    response::Response,
    routing::get,
};

use crate::{Shop, assets, pages};

/// The size of the largest body that is taken, in bytes. The order form has a few dozen bytes.
const MAX_BODY_BYTES: usize = 4 * 1024;

/// Returns the router of the shop, with every page.
pub fn router(shop: Shop) -> Router {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/orders", get(pages::orders::show).post(pages::order::place))
        .route("/return", get(pages::returned::show))
        .route("/notification", get(pages::notification::receive))
        .route("/events", get(pages::events::stream))
        .route("/icon.svg", get(pages::icon))
        .fallback(pages::error::no_such_page)
        .layer(map_response(with_security_headers))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shop)
}

async fn with_security_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, assets::POLICY.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address of the return page holds the session's id, which opens the session.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
