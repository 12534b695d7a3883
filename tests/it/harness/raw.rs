//! Requests that no HTTP library would send: bytes over TLS, and what comes back until the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::Gateway;
use super::till::keep_text;

pub(crate) struct RawAnswer {
    /// None when the connection ended without an answer.
    pub(crate) status: Option<u16>,
    pub(crate) text: String,
    pub(crate) took: Duration,
}

impl Gateway {
    pub(crate) async fn raw_stream(&self) -> TlsStream<TcpStream> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(self.certificate().as_bytes()) {
            roots.add(certificate.unwrap()).unwrap();
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", self.port())).await.unwrap();
        let name = ServerName::try_from("127.0.0.1").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
    }

    /// Sends the bytes, keeps the sending side open, and reads until the gateway closes or says no more.
    pub(crate) async fn raw_exchange(&self, bytes: &[u8], patience: Duration) -> RawAnswer {
        let mut stream = self.raw_stream().await;
        // The gateway may answer and close before everything is sent.
        let began = Instant::now();
        drop(stream.write_all(bytes).await);
        drop(stream.flush().await);
        read_answer(&mut stream, began, patience).await
    }
}

pub(crate) async fn read_answer(
    stream: &mut TlsStream<TcpStream>,
    began: Instant,
    patience: Duration,
) -> RawAnswer {
    let mut all = Vec::new();
    let mut buffer = [0_u8; 4096];
    loop {
        // After the first bytes, the rest is on its way.
        let wait = if all.is_empty() { patience } else { Duration::from_millis(300) };
        match timeout(wait, stream.read(&mut buffer)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(count)) => all.extend_from_slice(&buffer[..count]),
            Err(elapsed) if all.is_empty() => {
                panic!("neither an answer nor an end within {patience:?}: {elapsed}")
            }
            Err(_) => break,
        }
    }
    let took = began.elapsed();
    let text = String::from_utf8_lossy(&all).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    keep_text(&text);
    RawAnswer { status, text, took }
}
