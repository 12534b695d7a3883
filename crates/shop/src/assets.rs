//! The style and the script inside every page, and the content security policy that allows these and nothing else.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderValue;
use base64::{Engine as _, engine::general_purpose::STANDARD};

pub(crate) const STYLE: &str = include_str!("../assets/style.css");
pub(crate) const SCRIPT: &str = include_str!("../assets/live.js");
pub(crate) const ICON: &str = include_str!("../assets/icon.svg");

/// The value of the header `content-security-policy`. `form-action` names schemes, because browsers apply it to the redirect that
/// answers the order form, too, and only that answer says on which host the payment page is.
pub(crate) static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src 'self'; connect-src 'self'; \
         form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'",
        source_hash(STYLE),
        source_hash(SCRIPT)
    );
    HeaderValue::try_from(policy).expect("a policy is ASCII")
});

/// Returns the hash source of a text (CSP Level 3).
fn source_hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(digest(&SHA256, text.as_bytes())))
}
