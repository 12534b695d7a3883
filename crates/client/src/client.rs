//! A merchant's credentials and the address of its gateway.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::ClientConfig;
use zeroize::Zeroizing;

use crate::address::Address;
use crate::{Connection, Error, Trust, tls};

#[derive(Clone)]
pub struct Client {
    address: Address,
    merchant_id: String,
    authorization: Zeroizing<String>,
    tls: Option<Arc<ClientConfig>>,
}

impl Client {
    /// Reads the address and the certificate. No connection is opened yet.
    pub fn new(base_url: &str, merchant_id: &str, access_key: &str, trust: Trust) -> Result<Self, Error> {
        let address = Address::parse(base_url)?;
        let tls = tls::settings(&address, trust)?;
        let pair = Zeroizing::new(format!("{merchant_id}:{access_key}"));
        let authorization = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        Ok(Self { address, merchant_id: merchant_id.to_owned(), authorization, tls })
    }

    /// Opens one connection, TLS included.
    pub async fn connect(&self) -> Result<Connection, Error> {
        Connection::open(&self.address, self.tls.clone(), self.authorization.clone()).await
    }

    /// Returns the URL of the gateway without a slash at the end: `https://127.0.0.1:8443`.
    pub fn gateway_url(&self) -> String {
        self.address.to_url()
    }

    pub fn merchant_id(&self) -> &str {
        &self.merchant_id
    }

    /// Returns the value of the `Authorization` header, for requests written by hand. It holds the access
    /// key.
    pub fn authorization(&self) -> &str {
        &self.authorization
    }
}

/// Leaves out the access key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &self.address.authority)
            .field("merchant_id", &self.merchant_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_access_key_is_not_shown() {
        let shop = Client::new("http://localhost:1", "12345678901234", "hush", Trust::Nobody).unwrap();
        assert_eq!(shop.authorization(), "Basic MTIzNDU2Nzg5MDEyMzQ6aHVzaA==");
        let shown = format!("{shop:?}");
        assert!(shown.contains("12345678901234") && !shown.contains("hush") && !shown.contains("Basic"));
    }

    #[test]
    fn the_address_is_told_without_a_slash_at_the_end() {
        let shop = Client::new("http://[::1]:80/", "1", "k", Trust::Nobody).unwrap();
        assert_eq!(shop.gateway_url(), "http://[::1]:80");
    }

    #[test]
    fn tls_needs_something_to_trust() {
        let shop = |trust| Client::new("https://localhost:1", "1", "k", trust);
        assert!(matches!(shop(Trust::Nobody), Err(Error::NothingTrusted)));
        assert!(matches!(shop(Trust::Certificate("nonsense".to_owned())), Err(Error::Certificate(_))));
    }
}
