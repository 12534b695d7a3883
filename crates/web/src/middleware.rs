//! What surrounds every request: its id, its line in the log, its turn under load, and a task of its own.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use gateway::{
    Refusal,
    caller::Caller,
    places::{Overloaded, Place, Purpose},
};
use primitives::{MerchantId, RequestId};
use tokio::time::Instant;
use tracing::{Instrument as _, Span};

use crate::{
    answer::{Answer, ToldCode},
    api::v1::{Credentials, needs_credentials},
    app::App,
    pay,
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

    let caller = Caller::at(request.extensions().get().map(|Peer(address)| *address));
    let admitted =
        caller.clone().run(admit(&app, &mut request, route.as_ref()).instrument(span.clone())).await;
    let mut response = match admitted {
        Ok(place) => run(&app, place, caller.run(next.run(request)), span.clone()).await,
        Err(refused) => refused,
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

/// Refuses a request that has no credentials where it needs some, and waits until any other may begin. Nothing is done before: an
/// `Err` is the answer to a caller for whom nothing was done. `None` where a request need not wait, because it asks whether the gateway
/// lives.
async fn admit(
    app: &App,
    request: &mut Request,
    route: Option<&MatchedPath>,
) -> Result<Option<Place>, Response> {
    let (method, path) = (request.method().clone(), route.map_or("", MatchedPath::as_str));
    if needs_credentials(&method, path) {
        let credentials = Credentials::of(request.headers(), &app.gateway);
        let credentials = credentials.map_err(|refusal| Answer::from(refusal).into_response())?;
        request.extensions_mut().insert(credentials);
    }
    if path.starts_with("/health/") {
        return Ok(None);
    }
    match app.places.take(purpose(&method, path)).await {
        Ok(place) => Ok(Some(place)),
        Err(Overloaded) if path.starts_with("/pay/") => Err(pay::overloaded(request.headers())),
        Err(Overloaded) => Err(Answer::overloaded().into_response()),
    }
}

/// Returns what a request is for, by its method and the pattern of its path.
fn purpose(method: &Method, path: &str) -> Purpose {
    const BEGINNINGS: [&str; 12] = [
        "/v1/checkout/payments",
        "/v1/checkout/authentications",
        "/v1/checkout/payments/sessions",
        "/v1/checkout/sessions",
        "/v1/checkout/mxwallets/sessions",
        "/v1/checkout/paybylink/paymentlinks",
        "/v1/card/updater/search",
        // Up to a thousand wallets at once.
        "/v1/mxwallets/activate",
        "/v1/payout/sepatransfers",
        "/services/token/{token}/securedPaymentRequest",
        "/services/token/{token}/paymentRequest",
        "/services/token/{token}/walletPaymentRequest",
    ];
    let begins =
        [Method::POST, Method::PATCH].contains(method) && BEGINNINGS.contains(&path) || path == pay::LINK;
    if begins { Purpose::New } else { Purpose::Existing }
}

/// Runs a request as a task of its own, which gives its place back at the end.
async fn run(
    app: &App,
    place: Option<Place>,
    handler: impl Future<Output = Response> + Send + 'static,
    span: Span,
) -> Response {
    let running = app.running.clone();
    let task = async move {
        let response = match place {
            Some(place) => place.work(handler).await,
            None => handler.await,
        };
        drop(running);
        response
    };
    let finished = tokio::spawn(task.instrument(span)).await;
    finished.unwrap_or_else(|_| Answer::from(Refusal::Internal).into_response())
}

/// The value of `Strict-Transport-Security`: one year in seconds (RFC 6797).
pub const HSTS: &str = "max-age=31536000";

/// Adds what tells browsers and caches how to treat an answer: take it for what it says it is, keep no copy, and (in production)
/// use TLS for this host from now on (RFC 6797).
fn protect(headers: &mut HeaderMap, demands_tls: bool) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if demands_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
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

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;
    use crate::api::v1::{Endpoint, endpoints};

    #[test]
    fn what_begins_something_goes_behind_the_rest() {
        let is_new =
            |endpoint: &&Endpoint| purpose(&(endpoint.operation)().method, endpoint.path) == Purpose::New;
        let new: Vec<&str> = endpoints().filter(is_new).map(|endpoint| endpoint.path).collect();
        assert_eq!(
            new,
            [
                "/v1/checkout/payments",
                "/v1/checkout/payments/sessions",
                "/v1/checkout/sessions",
                "/v1/checkout/paybylink/paymentlinks",
                "/v1/checkout/authentications",
                "/v1/checkout/mxwallets/sessions",
                "/v1/card/updater/search",
                "/v1/mxwallets/activate",
                "/v1/payout/sepatransfers"
            ]
        );
        for path in new {
            assert_eq!(purpose(&Method::GET, path), Purpose::Existing);
        }
        for service in ["securedPaymentRequest", "paymentRequest", "walletPaymentRequest"] {
            let path = format!("/services/token/{{token}}/{service}");
            assert_eq!(purpose(&Method::POST, &path), Purpose::New);
        }
        assert_eq!(purpose(&Method::POST, "/services/token/{token}/cancel"), Purpose::Existing);
        assert_eq!(purpose(&Method::GET, "/pay/link/{token}"), Purpose::New);
        assert_eq!(purpose(&Method::GET, "/pay/{token}"), Purpose::Existing);
    }
}
