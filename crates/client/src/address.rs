//! Where the gateway listens.

use http::Uri;

use crate::Error;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) secure: bool,
    /// Without the brackets of an IPv6 address: what a resolver and a certificate want.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// As written in the URL: what the `Host` header wants.
    pub(crate) authority: String,
}

impl Address {
    pub(crate) fn parse(base_url: &str) -> Result<Self, Error> {
        let uri: Uri = base_url.parse().map_err(|_| Error::Address)?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(Error::Address),
        };
        let authority = uri.authority().ok_or(Error::Address)?;
        // A path would be dropped silently, and credentials belong elsewhere.
        if uri.path() != "/" || uri.query().is_some() || authority.as_str().contains('@') {
            return Err(Error::Address);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        Ok(Self { secure, host: host.to_owned(), port, authority: authority.to_string() })
    }

    pub(crate) fn to_url(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let address = Address::parse("https://127.0.0.1:8443").unwrap();
        assert_eq!((address.secure, address.host.as_str(), address.port), (true, "127.0.0.1", 8443));
        let address = Address::parse("http://[::1]/").unwrap();
        assert_eq!((address.secure, address.host.as_str(), address.port), (false, "::1", 80));
        assert_eq!(address.authority, "[::1]");
        for wrong in ["", "localhost:1", "/v1", "ftp://host", "https://host/v1", "https://a:b@host"] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
    }
}
