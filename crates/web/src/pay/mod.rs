//! The payment page: what a buyer's browser is shown.

mod view;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use gateway::{
    Refusal,
    sessions::{self, Look},
};
use page::{Language, Page, Problem, render, render_problem};

use crate::{
    app::App,
    services::{Asker, return_url},
};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/pay/{token}", get(show)).route("/pay/back", get(back))
}

async fn show(Path(token): Path<String>, asker: Asker, State(app): State<App>) -> Response {
    match sessions::open(&app.gateway, &token, &asker.visitor).await {
        Ok(look) if leaves(&look) => see_other(&return_url(&look)),
        Ok(look) => {
            let frames: Vec<&str> = look.shop.point_of_sale.settings.frame_origins().collect();
            html(StatusCode::OK, render(&view::of(&app, &look, &asker)), &frames)
        }
        Err(refusal) => problem(&asker, &refusal),
    }
}

/// Where partners send browsers back to. Apps recognise the address and do not load it; a browser goes on to the page.
async fn back(uri: Uri) -> Response {
    let mut parameters = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let token = parameters.find(|(name, _)| *name == "paylinetoken").map(|(_, value)| value);
    let token = token.filter(|token| !token.is_empty() && token.bytes().all(|c| c.is_ascii_alphanumeric()));
    // Relative, so that it stays on the name and under the path by which the page is reached from outside.
    see_other(token.unwrap_or("unknown"))
}

/// Some shops want their buyers back as soon as there is a result, without a receipt.
fn leaves(look: &Look) -> bool {
    look.session.is_final() && look.shop.point_of_sale.settings.returns_by_itself()
}

fn problem(asker: &Asker, refusal: &Refusal) -> Response {
    let language = Language::negotiate(None, asker.languages.as_deref());
    let (status, problem) = match refusal {
        Refusal::Unknown(_) => (StatusCode::NOT_FOUND, Problem::UnknownSession),
        Refusal::Unavailable | Refusal::OutcomeUnknown => {
            (StatusCode::SERVICE_UNAVAILABLE, Problem::Unavailable)
        }
        _ => (StatusCode::INTERNAL_SERVER_ERROR, Problem::Unavailable),
    };
    html(status, render_problem(language, problem), &[])
}

/// What no script of the page may use, were there a way to run one.
const FEATURES: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// `frames`: who may show the page in a frame; none: nobody.
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
    headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(FEATURES));
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

/// The address is a credential, and what it shows is one buyer's business.
fn private() -> HeaderMap {
    let pairs = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    pairs.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}
