//! The headers of every answer of the issuer: a page of a real issuer is shown in a frame of the shop, and so any page may frame
//! this one, but for the card that refuses it.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    http::{
        HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::page::{STYLE, SUBMIT};

/// Marks a response that no page may show in a frame.
#[derive(Clone, Copy)]
pub(super) struct NoFrame;

static FRAMED: LazyLock<HeaderValue> = LazyLock::new(|| policy("*"));
static ALONE: LazyLock<HeaderValue> = LazyLock::new(|| policy("'none'"));

/// Allows the page's own style and the script that sends its form. `form-action` names schemes: the form leads to any shop.
fn policy(ancestors: &str) -> HeaderValue {
    let hash = |text: &str| STANDARD.encode(digest(&SHA256, text.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; \
         form-action 'self' http: https:; base-uri 'none'; frame-ancestors {ancestors}",
        hash(STYLE),
        hash(SUBMIT),
    );
    HeaderValue::try_from(policy).expect("a policy is ASCII")
}

pub(super) async fn secured(mut response: Response) -> Response {
    let alone = response.extensions_mut().remove::<NoFrame>().is_some();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, if alone { ALONE.clone() } else { FRAMED.clone() });
    if alone {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The URL of the page lets its holder decide.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
