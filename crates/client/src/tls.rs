//! TLS towards the gateway.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::Error;
use crate::address::Address;

/// The authority that the client trusts to identify the gateway.
#[derive(Debug, Clone)]
pub enum Trust {
    /// This certificate (PEM) and no public authority. The gateway makes one at its first start.
    Certificate(String),
    /// No authority, for a plain listener on this machine.
    Nobody,
}

/// Returns the TLS settings of all connections of a shop. `None` for a plain address.
pub(crate) fn settings(address: &Address, trust: Trust) -> Result<Option<Arc<ClientConfig>>, Error> {
    if !address.secure {
        return Ok(None);
    }
    let Trust::Certificate(pem) = trust else { return Err(Error::NothingTrusted) };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|error| Error::Certificate(error.to_string()))?;
        roots.add(certificate).map_err(|error| Error::Certificate(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(Error::Certificate("it is not PEM".to_owned()));
    }
    // The provider is named here, so that no process-wide default has to be set first.
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has suites for TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(Arc::new(config)))
}

pub(crate) async fn handshake(
    config: Arc<ClientConfig>,
    address: &Address,
    stream: TcpStream,
) -> Result<TlsStream<TcpStream>, Error> {
    let name = ServerName::try_from(address.host.clone()).map_err(|_| Error::Address)?;
    TlsConnector::from(config)
        .connect(name, stream)
        .await
        .map_err(|source| Error::Tls { address: address.authority.clone(), source })
}
