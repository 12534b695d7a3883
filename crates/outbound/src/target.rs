//! A merchant's URL, split into the parts of a GET.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::header::HeaderValue;
use http::uri::{Scheme, Uri};

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Whether the scheme is https.
    pub(crate) secure: bool,
    pub(crate) host: Host,
    pub(crate) port: u16,
    /// The value of the header `Host`: it has no port if it is the scheme's default.
    pub(crate) authority: HeaderValue,
    /// The path and the query, for the request line.
    pub(crate) path: Uri,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Address(IpAddr),
    Name(String),
}

impl Target {
    /// Parses an absolute http or https URL without user information (RFC 3986); anything else is `None`. The fragment is left
    /// out.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = escape(url).parse().ok()?;
        let secure = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let (host, default_port) = (authority.host(), if secure { 443 } else { 80 });
        // An authority with user information does not begin with the host.
        let port = match authority.as_str().strip_prefix(host)? {
            "" | ":" => default_port,
            rest => port(rest.strip_prefix(':')?)?,
        };
        let authority = if port == default_port { host.to_owned() } else { format!("{host}:{port}") };
        Some(Self {
            secure,
            host: Host::parse(host)?,
            port,
            authority: HeaderValue::try_from(authority).ok()?,
            path: path(&uri)?,
        })
    }
}

impl Host {
    /// Takes an address in its canonical form only. Anything else that ends in a number (`127.1`, `2130706433`, `0x7f000001`) is
    /// refused: no name ends in one, and resolvers read it in different ways.
    fn parse(text: &str) -> Option<Self> {
        if let Some(inside) = text.strip_prefix('[') {
            return Some(Self::Address(inside.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?.into()));
        }
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Some(Self::Address(address.into()));
        }
        let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let is_name = !text.is_empty() && text.bytes().all(is_name_byte) && !ends_in_a_number(text);
        is_name.then(|| Self::Name(text.to_owned()))
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Address(address) => address.to_string(),
            Self::Name(name) => name.clone(),
        }
    }
}

/// Whether the URL standard takes the host for an IPv4 address (WHATWG, "ends in a number").
fn ends_in_a_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or(host);
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        || !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Escapes a URL with spaces and letters outside of ASCII, as it must be sent (RFC 3987, section 3.1). A host must be written
/// with `xn--` instead; where it has such letters, escaping makes it invalid, and the URL is refused.
fn escape(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() && !b" \"<>`".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

fn port(digits: &str) -> Option<u16> {
    // Parsing the number alone would take a sign.
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn path(uri: &Uri) -> Option<Uri> {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    format!("{}{query}", uri.path()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_that_can_be_called() {
        let rows = [
            ("http://shop.example", false, "shop.example", 80, "shop.example", "/"),
            ("HTTPS://Shop.Example:443/a", true, "Shop.Example", 443, "Shop.Example", "/a"),
            ("https://shop.example:80/?a=b&c", true, "shop.example", 80, "shop.example:80", "/?a=b&c"),
            ("http://shop.example?token=1#end", false, "shop.example", 80, "shop.example", "/?token=1"),
            ("http://shop.example:/a?", false, "shop.example", 80, "shop.example", "/a?"),
            ("http://a_b.4x.shop./", false, "a_b.4x.shop.", 80, "a_b.4x.shop.", "/"),
            ("http://xn--caf-dma.example/", false, "xn--caf-dma.example", 80, "xn--caf-dma.example", "/"),
            ("http://shop/é b?ü={1}|\"", false, "shop", 80, "shop", "/%C3%A9%20b?%C3%BC={1}|%22"),
            ("http://127.0.0.1:8080/n", false, "127.0.0.1", 8080, "127.0.0.1:8080", "/n"),
            ("https://[::1]:8443/n", true, "::1", 8443, "[::1]:8443", "/n"),
            ("http://shop/a@b:c//d/../e", false, "shop", 80, "shop", "/a@b:c//d/../e"),
        ];
        for (url, secure, host, port, authority, path) in rows {
            let target = Target::parse(url).unwrap_or_else(|| panic!("{url}"));
            assert_eq!((target.secure, target.port), (secure, port), "{url}");
            assert_eq!(target.host.text(), host, "{url}");
            assert_eq!(target.authority, authority, "{url}");
            assert_eq!(target.path.to_string(), path, "{url}");
        }
    }

    #[test]
    fn urls_that_cannot() {
        let rows = [
            "",
            "/n",
            "shop.example/n",
            "//shop.example/n",
            "http:",
            "http:///n",
            "ftp://shop.example/",
            "file:///etc/passwd",
            "gopher://shop.example/",
            "http://user@shop.example/",
            "http://@shop.example/",
            "http://shop.example@shop.example/",
            "http://shop.example:80@shop.example:80/",
            "http://user:secret@shop.example/",
            "http://shop.example@127.0.0.1/",
            "http://shop.example:99999/",
            "http://shop.example:-1/",
            "http://shop.example:+80/",
            "http://shop.example:http/",
            "http://shop example/",
            "http://shop.example/a\tb",
            "http://shop.example/\r\nx: y",
            " http://shop.example/",
            "http://café.example/",
            "http://127.0.0.1%2f@shop.example/",
            "http://%31%32%37.0.0.1/",
            "http://shop.example\\@127.0.0.1/",
            "http://[::1",
            "http://[::1]x/",
            "http://[fe80::1%25eth0]/",
            "http://[v1.x]/",
            "http://*/",
        ];
        for url in rows {
            assert_eq!(Target::parse(url), None, "{url}");
        }
    }

    #[test]
    fn addresses_in_disguise_are_no_hosts() {
        let rows = [
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0X7F.1",
            "127.1",
            "127.0.1",
            "127.0.0.1.",
            "0177.0.0.1",
            "127.0.0.01",
            "127.0.0.0x1",
            "127.0.0.0x",
            "1.2.3.4.5",
            "256.0.0.1",
            "shop.example.1",
            "0",
        ];
        for host in rows {
            assert_eq!(Target::parse(&format!("http://{host}/")), None, "{host}");
        }
    }
}
