//! The content security policy of a page. It allows the page's own script and styles, and requests to its own
//! host.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The script of the page, which is inlined: the modules of `script/`, as the build script composes them.
pub(crate) const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/script.js"));
/// The style sheet of the page, which is inlined.
pub(crate) const STYLE: &str = include_str!("style/page.css");

/// The targets to which the forms of a page may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormAction {
    /// The form is sent nowhere: the script sends the card. Without the script no card is sent.
    Nowhere,
    /// The form is sent to a partner. The policy cannot name the partner's host alone: browsers apply it to
    /// the redirections that follow, too, and the partner may send the buyer on.
    HttpsAnywhere,
    /// The partner of a sandbox, on the same machine, may use http.
    HttpAnywhere,
}

/// Writes a policy of CSP Level 3. The server adds the origins that may frame the page.
pub(crate) fn of(accent_style: Option<&str>, form_action: FormAction) -> String {
    static SCRIPT_HASH: LazyLock<String> = LazyLock::new(|| hash(SCRIPT));
    static STYLE_HASH: LazyLock<String> = LazyLock::new(|| hash(STYLE));
    let accent_hash = accent_style.map(|style| format!(" {}", hash(style))).unwrap_or_default();
    let targets = match form_action {
        FormAction::Nowhere => "'none'",
        FormAction::HttpsAnywhere => "https:",
        FormAction::HttpAnywhere => "https: http:",
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}{accent_hash}; connect-src 'self'; img-src data:; \
         form-action {targets}; base-uri 'none'",
        *SCRIPT_HASH, *STYLE_HASH,
    )
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(digest(&SHA256, text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_as_the_w3c_example_has_it() {
        assert_eq!(hash("doSomething();"), "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='");
    }

    #[test]
    fn script_and_style_cannot_end_their_own_element() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</"));
    }
}
