//! Addresses on the web that a merchant names: where a buyer returns to, where notifications go.

use std::borrow::Cow;

use document::{Fault, Object};
use url::Url;

/// An absolute http or https URL of at most 2048 characters, in the form in which a browser would write it; without a user
/// and a password in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebUrl(Url);

const MAX_BYTES: usize = 2_048;
const ABSOLUTE: Fault = Fault::Pattern("an absolute http or https URL, such as https://shop.example/return");

impl WebUrl {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MAX_BYTES {
            return Err(Fault::Size { min: 1, max: MAX_BYTES });
        }
        // What browsers skip hides what a URL is: "java\nscript:". A space in the path or the query is encoded.
        if text.chars().any(|c| c != ' ' && (c.is_control() || c.is_whitespace())) {
            return Err(Fault::Pattern("a URL without line breaks, tabs and other control characters"));
        }
        if text.starts_with(' ') || text.ends_with(' ') {
            return Err(Fault::Pattern("a URL without spaces before and after it"));
        }
        // Browsers take any number of slashes for two.
        let host = text.split_once("://").map_or("", |(_, rest)| rest);
        if host.is_empty() || host.starts_with(['/', '\\', '?', '#']) {
            return Err(ABSOLUTE);
        }
        let url = Url::parse(text).map_err(|_| ABSOLUTE)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ABSOLUTE);
        }
        if !url.host_str().is_some_and(is_plain) {
            return Err(Fault::Pattern("a URL whose host is a name or an IP address"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::Pattern("a URL without user and password"));
        }
        // In this form it is kept and read again, and a letter such as é takes six characters of it.
        if url.as_str().len() > MAX_BYTES {
            Err(Fault::Size { min: 1, max: MAX_BYTES })
        } else {
            Ok(Self(url))
        }
    }

    /// Takes a stored URL. It must parse as a URL, but today's limits are not applied to it.
    pub fn stored(text: &str) -> Option<Self> {
        Url::parse(text).ok().map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// `https://shop.example`, as Content-Security-Policy and `Origin` write it.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    pub fn path(&self) -> &str {
        self.0.path()
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns the port, which is that of the scheme where the URL names none.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// Returns the host, without a port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns the URL with further segments of its path, and without a query.
    #[must_use]
    pub fn below(&self, segments: &[&str]) -> Self {
        let mut url = self.0.clone();
        url.set_query(None);
        url.set_fragment(None);
        // Only a URL without a host has no segments, and such a one is not parsed.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Self(url)
    }

    /// Returns the URL with further query parameters. Those that it has stay as they are.
    pub fn with_parameters(&self, parameters: &[(&str, &str)]) -> String {
        let mut url = self.0.clone();
        let added = parameters.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let query = url.query().filter(|query| !query.is_empty()).map(str::to_owned);
        let query: Vec<String> = query.into_iter().chain(added).collect();
        url.set_query(Some(&query.join("&")));
        url.into()
    }
}

/// Whether the host is a name of letters, digits, `.`, `-` and `_`, or an address. Other signs could have a
/// meaning in a policy or a header.
fn is_plain(host: &str) -> bool {
    let name = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_');
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    !host.is_empty() && (host.bytes().all(name) || address.is_some())
}

fn encoded(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.')) {
        return Cow::Borrowed(text);
    }
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().into()
}

document::text_value!(
    WebUrl,
    WebUrl::parse,
    |value: &WebUrl| value.as_str().to_owned(),
    Object::new().with("type", "string").with("format", "uri").with("maxLength", 2048)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_below_it() {
        let below = |url: &str| WebUrl::parse(url).unwrap().below(&["pay", "1/2"]).as_str().to_owned();
        assert_eq!(below("https://pay.example"), "https://pay.example/pay/1%2F2");
        assert_eq!(below("https://pay.example:8443/a/?b#c"), "https://pay.example:8443/a/pay/1%2F2");
    }

    #[test]
    fn only_the_web() {
        for good in [
            "https://shop.example/return?a=b",
            "http://127.0.0.1:8080/",
            "HTTPS://SHOP.example",
            "https://é.example",
            "https://shop.example/a b",
        ] {
            assert!(WebUrl::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/return",
            "shop.example",
            "ftp://shop.example/",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///return",
            "https:shop.example",
            "https://user:secret@shop.example/",
            " https://shop.example/",
            "https://shop.example/ ",
            "https://shop .example/",
            "https://shop.example/a\u{a0}b",
            "https://shop;script-src/",
            "https://a,b/",
            &format!("https://shop.example/{}", "a".repeat(2048)),
            &format!("https://shop.example/{}", "é".repeat(400)),
        ] {
            assert!(WebUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_space_is_encoded() {
        let url = WebUrl::parse("https://s.example/a b?c=d e").unwrap();
        assert_eq!(url.as_str(), "https://s.example/a%20b?c=d%20e");
    }

    #[test]
    fn what_was_taken_once_is_taken_again() {
        for text in [format!("https://é.example/{}?a=☕", "é".repeat(300)), "http://s.example".to_owned()]
        {
            let url = WebUrl::parse(&text).unwrap();
            assert_eq!(WebUrl::parse(url.as_str()), Ok(url), "{text}");
        }
    }

    #[test]
    fn parameters_go_after_those_that_are_there() {
        for (url, expected) in [
            ("https://s.example", "https://s.example/?token=1a&x=b%26c"),
            ("https://s.example/r?", "https://s.example/r?token=1a&x=b%26c"),
            ("https://s.example/r?a=%20b&a=c", "https://s.example/r?a=%20b&a=c&token=1a&x=b%26c"),
            ("https://s.example/r?a#part", "https://s.example/r?a&token=1a&x=b%26c#part"),
        ] {
            let url = WebUrl::parse(url).unwrap();
            assert_eq!(url.with_parameters(&[("token", "1a"), ("x", "b&c")]), expected);
        }
    }
}
