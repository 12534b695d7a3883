//! The content security policy of a page: nothing may run, style or be asked but what we wrote.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The page's one script, inlined: the modules of `script/`, which the build script composes.
pub(crate) const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/script.js"));
/// Inlined as well.
pub(crate) const STYLE: &str = include_str!("style/page.css");

/// Where a form of the page may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    /// The card form is sent by the script; without the script it goes nowhere.
    Nowhere,
    /// To a partner who wants a POST. His host alone will not do: browsers hold every redirection that follows to
    /// this rule as well, and he may send the buyer on.
    HttpsAnywhere,
    /// The same for a partner of the sandbox, on the same machine.
    HttpAnywhere,
}

/// Level 3 of the W3C's policy; who may frame the page is added by who serves it.
pub(crate) fn of(accent_style: Option<&str>, forms: Forms) -> String {
    static SCRIPT_HASH: LazyLock<String> = LazyLock::new(|| hash(SCRIPT));
    static STYLE_HASH: LazyLock<String> = LazyLock::new(|| hash(STYLE));
    let accent_hash = accent_style.map(|style| format!(" {}", hash(style))).unwrap_or_default();
    let forms = match forms {
        Forms::Nowhere => "'none'",
        Forms::HttpsAnywhere => "https:",
        Forms::HttpAnywhere => "https: http:",
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}{accent_hash}; connect-src 'self'; img-src data:; \
         form-action {forms}; base-uri 'none'",
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
