//! The payment page: the routes that a buyer's browser visits.

mod link;
mod view;
mod wallet;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use gateway::{
    Refusal,
    sessions::{self, SessionView},
};
use page::{Language, Page, PageError, render, render_error};

use crate::{
    answer::RETRY_AFTER,
    app::App,
    services::{Requester, return_url},
};

/// The path of a payment link. Whoever opens it begins a session.
pub(crate) const LINK: &str = "/pay/link/{token}";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/pay/{token}", get(show))
        .route(LINK, get(link::open))
        .route("/pay/back", get(return_from_partner))
}

async fn show(
    method: Method,
    Path(token): Path<String>,
    requester: Requester,
    State(app): State<App>,
) -> Response {
    // A HEAD comes from a program that checks the link, and not from the buyer: it must not open the session.
    if method == Method::HEAD {
        return private().into_response();
    }
    match sessions::open(&app.gateway, &token, &requester.visitor).await {
        Ok(shown) if returns_at_once(&shown) => {
            sessions::returned(&app.gateway, &shown).await;
            see_other(&return_url(&shown))
        }
        Ok(shown) => {
            let frames: Vec<&str> = shown.setup.point_of_sale.settings.frame_origins().collect();
            html(StatusCode::OK, render(&view::of(&app, &shown, &requester)), &frames)
        }
        Err(refusal) => error(&requester, &refusal),
    }
}

/// Answers the address to which partners send buyers back. An app recognises it and does not load it; a browser is sent on to
/// the page.
async fn return_from_partner(uri: Uri) -> Response {
    let mut parameters = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let token = parameters.find(|(name, _)| *name == "paylinetoken").map(|(_, value)| value);
    let token = token.filter(|token| !token.is_empty() && token.bytes().all(|c| c.is_ascii_alphanumeric()));
    // The address is relative: the browser stays on the host and under the path by which it reaches the page.
    see_other(token.unwrap_or("unknown"))
}

/// Whether the session has a result, and the point of sale wants buyers back without a receipt.
fn returns_at_once(shown: &SessionView) -> bool {
    shown.session.is_final() && shown.setup.point_of_sale.settings.returns_by_itself()
}

fn error(requester: &Requester, refusal: &Refusal) -> Response {
    let language = Language::negotiate(None, requester.languages.as_deref());
    let (status, error) = match refusal {
        Refusal::TooManyRequests { .. } => (StatusCode::TOO_MANY_REQUESTS, PageError::TooManyRequests),
        Refusal::Unknown(_) => (StatusCode::NOT_FOUND, PageError::UnknownSession),
        Refusal::Unavailable | Refusal::CommitUnknown => {
            (StatusCode::SERVICE_UNAVAILABLE, PageError::Unavailable)
        }
        _ => (StatusCode::INTERNAL_SERVER_ERROR, PageError::Unavailable),
    };
    let mut page = html(status, render_error(language, error), &[]);
    if let Refusal::TooManyRequests { wait_s, .. } = refusal {
        page.headers_mut().insert(header::RETRY_AFTER, (*wait_s).into());
    }
    page
}

/// Answers a browser that did not get its turn in time.
pub(crate) fn overloaded(headers: &HeaderMap) -> Response {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let page = render_error(Language::negotiate(None, languages), PageError::Unavailable);
    let mut response = html(StatusCode::SERVICE_UNAVAILABLE, page, &[]);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    response
}

/// The features of browsers that no script on the page may use.
const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Returns the page as an answer. `frames` are the origins that may show it in a frame.
fn html(status: StatusCode, page: Page, frames: &[&str]) -> Response {
    let ancestors = if frames.is_empty() { "'none'".to_owned() } else { frames.join(" ") };
    let policy = format!("{}; frame-ancestors {ancestors}", page.content_security_policy);
    let mut headers = private();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if frames.is_empty() {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    headers
        .insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS_POLICY));
    (status, headers, page.html).into_response()
}

fn see_other(url: &str) -> Response {
    let mut headers = private();
    match HeaderValue::from_str(url) {
        Ok(url) => headers.insert(header::LOCATION, url),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Returns the headers of every answer besides those that the middleware adds. The address of the page is a credential, so it
/// must not be passed on.
fn private() -> HeaderMap {
    let pairs =
        [(header::REFERRER_POLICY, "no-referrer"), (HeaderName::from_static("x-robots-tag"), "noindex")];
    pairs.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}
