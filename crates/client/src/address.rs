//! The address of the gateway.

use http::Uri;

use crate::Error;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) secure: bool,
    /// The host without the brackets of an IPv6 address, for resolvers and certificates.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The host and port as written in the URL, for the `Host` header.
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
        // A path would be ignored, and credentials have parameters of their own.
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
