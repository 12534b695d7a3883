//! The URLs of merchants and partners to which the page may link.

/// Whether the URL is of http or https, and not of another scheme (`javascript:`, `data:`, that of an app).
pub(crate) fn is_web_url(url: &str) -> bool {
    let scheme = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && url.len() > scheme.len()
    };
    // Browsers drop tabs and line ends, and take white space before the scheme: a URL with any of them is refused.
    (scheme("https://") || scheme("http://")) && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_and_https_lead_anywhere() {
        for url in ["https://shop.example/back?a=b", "HTTP://127.0.0.1:8080/"] {
            assert!(is_web_url(url), "{url}");
        }
        for url in [
            "",
            "https://",
            "//shop.example",
            "/pay",
            "javascript:alert(1)",
            " https://shop.example",
            "java\nscript:alert(1)",
            "https://shop.example/\n",
            "data:text/html,x",
            "intent://x",
            "éttps://",
        ] {
            assert!(!is_web_url(url), "{url}");
        }
    }
}
