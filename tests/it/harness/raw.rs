//! Requests that no HTTP library would send: bytes over TLS, and the answer to its end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Answer, Body, HeaderMap, Method};
use http::HeaderName;
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::till::keep_text;
use super::{Gateway, hold};

pub(crate) struct RawAnswer {
    /// The status. `None` where the connection ended without an answer.
    pub(crate) status: Option<u16>,
    pub(crate) text: String,
    pub(crate) took: Duration,
}

impl Gateway {
    pub(crate) async fn raw_stream(&self) -> TlsStream<TcpStream> {
        self.raw_stream_from("127.0.0.1", b"").await.unwrap()
    }

    /// Connects from an address of this machine, and sends bytes before the TLS handshake.
    pub(crate) async fn raw_stream_from(
        &self,
        source: &str,
        first: &[u8],
    ) -> io::Result<TlsStream<TcpStream>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(source.parse().unwrap(), 0))?;
        let mut stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], self.port()))).await?;
        stream.write_all(first).await?;
        self.tls().connect(ServerName::try_from("127.0.0.1").unwrap(), stream).await
    }

    /// Connects with so many bytes of buffer for what the gateway sends.
    pub(crate) async fn raw_stream_with_buffer(&self, bytes: u32) -> TlsStream<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(bytes).unwrap();
        let stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], self.port()))).await.unwrap();
        self.tls().connect(ServerName::try_from("127.0.0.1").unwrap(), stream).await.unwrap()
    }

    fn tls(&self) -> TlsConnector {
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
        TlsConnector::from(Arc::new(config))
    }

    /// Sends the bytes, keeps the sending side open, and reads until the gateway closes the connection or
    /// sends nothing more.
    pub(crate) async fn raw_exchange(&self, bytes: &[u8], limit: Duration) -> RawAnswer {
        let mut stream = self.raw_stream().await;
        // The gateway may answer and close before everything is sent.
        let began = Instant::now();
        drop(stream.write_all(bytes).await);
        drop(stream.flush().await);
        read_answer(&mut stream, bytes, began, limit).await
    }
}

/// Reads the answer to the bytes. Where they are a request, the answer is compared with the description.
pub(crate) async fn read_answer(
    stream: &mut TlsStream<TcpStream>,
    sent: &[u8],
    began: Instant,
    limit: Duration,
) -> RawAnswer {
    let mut all = Vec::new();
    let mut buffer = [0_u8; 4096];
    loop {
        // After the first bytes, the rest is on its way.
        let wait = if all.is_empty() { limit } else { Duration::from_millis(300) };
        match timeout(wait, stream.read(&mut buffer)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(count)) => all.extend_from_slice(&buffer[..count]),
            Err(elapsed) if all.is_empty() => {
                panic!("neither an answer nor an end within {limit:?}: {elapsed}")
            }
            Err(_) => break,
        }
    }
    let took = began.elapsed();
    let text = String::from_utf8_lossy(&all).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    keep_text(&text);
    if let (Some((method, target)), Some(answer)) = (request_line(sent), first_answer(&text)) {
        hold(&method, &target, &answer);
    }
    RawAnswer { status, text, took }
}

fn request_line(sent: &[u8]) -> Option<(Method, String)> {
    let mut words = std::str::from_utf8(sent).ok()?.lines().next()?.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    (words.next() == Some("HTTP/1.1")).then_some((method.parse().ok()?, target.to_owned()))
}

/// Returns the answer. `None` where the HTTP library refused the request before the gateway saw it: that
/// answer is a status only.
fn first_answer(text: &str) -> Option<Answer> {
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let (line, lines) = head.split_once("\r\n")?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.split("\r\n").filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, value.parse().ok()?);
    }
    let length: usize = headers.get("content-length")?.to_str().ok()?.parse().ok()?;
    let body = rest.get(..length)?;
    let document = document::read_json(body.as_bytes()).ok();
    let body = document.map_or_else(|| Body::Raw(body.to_owned().into()), Body::Document);
    let by_gateway = length > 0 || headers.contains_key("x-request-id");
    by_gateway.then_some(Answer { status, headers, body })
}
