//! What surrounds every request: its id, its line in the log, and a task of its own.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use gateway::{Refusal, caller::Caller};
use primitives::{MerchantId, RequestId};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::{
    answer::{Answer, ToldCode},
    app::App,
    peer::Peer,
};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The merchant of a request. Authentication sets it, and the log line reads it.
#[derive(Clone, Default)]
pub(crate) struct WhoCalls(pub(crate) Arc<OnceLock<MerchantId>>);

/// Runs each request as a task of its own, so that a caller who hangs up does not stop a payment half way, and a panic ends
/// in a 500 for that caller alone.
pub(crate) async fn request(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = steady_now();
    let id = request_id(&app, &request);
    let header = HeaderValue::from_str(id.as_str()).expect("a request id is visible ASCII");
    let span = tracing::info_span!("request", id = id.as_str());
    let who = WhoCalls::default();
    request.extensions_mut().insert(who.clone());
    let method = request.method().clone();
    // The pattern, never the path: a path may hold a session id.
    let route = request.extensions().get::<MatchedPath>().cloned();

    let running = app.running.clone();
    let caller = Caller::at(request.extensions().get().map(|Peer(address)| *address));
    let task = async move {
        let response = caller.run(next.run(request)).await;
        drop(running);
        response
    };
    let mut response = match tokio::spawn(task.instrument(span.clone())).await {
        Ok(response) => response,
        Err(_) => Answer::from(Refusal::Internal).into_response(),
    };
    response.headers_mut().insert(REQUEST_ID, header);
    protect(response.headers_mut(), app.demands_tls);
    span.in_scope(|| {
        tracing::info!(
            merchant = who.0.get().map(tracing::field::display),
            %method,
            route = route.as_ref().map_or("-", MatchedPath::as_str),
            status = response.status().as_u16(),
            code = response.extensions().get::<ToldCode>().map(|code| code.0),
            us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
    });
    response
}

/// Adds what tells browsers and caches how to treat an answer: take it for what it says it is, keep no copy, and (in production)
/// use TLS for this host from now on (RFC 6797).
fn protect(headers: &mut HeaderMap, demands_tls: bool) {
    const ONE_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if demands_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a request took is for the log: nothing is decided by it"
)]
fn steady_now() -> Instant {
    Instant::now()
}

/// Returns the id that the caller sent, if it is a valid token.
fn request_id(app: &App, request: &Request) -> RequestId {
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
    given.and_then(RequestId::parse).unwrap_or_else(|| {
        let mut random = [0; 8];
        app.gateway.entropy.fill(&mut random);
        RequestId::from_entropy(random)
    })
}
