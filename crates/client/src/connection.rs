//! One connection, which is kept alive and carries one request at a time.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use document::{Tree, write_json};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::address::Address;
use crate::{Answer, EncryptionKey, Error, tls};

/// The time that an answer may take. It is longer than any documented wait of the gateway.
const WAIT_LIMIT: Duration = Duration::from_secs(60);
const SESSIONS: &str = "/v1/checkout/payments/sessions";

pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    authorization: Zeroizing<String>,
}

impl Connection {
    pub(crate) async fn open(
        address: &Address,
        tls: Option<Arc<ClientConfig>>,
        authorization: Zeroizing<String>,
    ) -> Result<Self, Error> {
        let opening = async {
            let unreachable = |source| Error::Connect { address: address.authority.clone(), source };
            let stream =
                TcpStream::connect((address.host.as_str(), address.port)).await.map_err(unreachable)?;
            stream.set_nodelay(true).map_err(unreachable)?;
            match tls {
                Some(config) => spawn(tls::handshake(config, address, stream).await?).await,
                None => spawn(stream).await,
            }
        };
        let sender = within_limit(opening).await?;
        Ok(Self { sender, host: address.authority.clone(), authorization })
    }

    /// Sends a request as a shop does: with its credentials, and a document as the body if there is one. A
    /// header given here replaces the usual one of that name.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Tree>,
    ) -> Result<Answer, Error> {
        let mut all = header_map(headers.iter().map(|(name, value)| (*name, value.as_bytes())))?;
        if !all.contains_key(AUTHORIZATION) {
            all.insert(AUTHORIZATION, secret(&self.authorization)?);
        }
        if body.is_some() && !all.contains_key(CONTENT_TYPE) {
            all.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let body = body.map_or_else(Bytes::new, |tree| Bytes::from(write_json(tree)));
        self.exchange(method, path, all, body).await
    }

    /// Sends what it is given. Only the `Host` that HTTP/1.1 requires and the length are added.
    pub async fn send_raw(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &[u8])],
        body: impl Into<Bytes>,
    ) -> Result<Answer, Error> {
        self.exchange(method, path, header_map(headers.iter().copied())?, body.into()).await
    }

    /// Gets the public key of a name. The gateway makes it when there is none.
    pub async fn encryption_key(&mut self, name: &str) -> Result<EncryptionKey, Error> {
        let path = format!("/v1/security/encryption/keys/{name}");
        EncryptionKey::from_answer(&self.send(Method::GET, &path, &[], None).await?)
    }

    pub async fn pay(&mut self, request: &Tree) -> Result<Answer, Error> {
        self.send(Method::POST, "/v1/checkout/payments", &[], Some(request)).await
    }

    pub async fn transaction(&mut self, id: &str) -> Result<Answer, Error> {
        self.send(Method::GET, &format!("/v1/checkout/transactions/{id}"), &[], None).await
    }

    /// Creates a session (Retail API, section 3.1). An answer of 201 tells where to send the buyer:
    /// `redirectURL`.
    pub async fn create_session(&mut self, request: &Tree) -> Result<Answer, Error> {
        self.send(Method::POST, SESSIONS, &[], Some(request)).await
    }

    /// Reads a session (Retail API, section 3.1).
    pub async fn session(&mut self, id: &str) -> Result<Answer, Error> {
        self.send(Method::GET, &format!("{SESSIONS}/{id}"), &[], None).await
    }

    async fn exchange(
        &mut self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Answer, Error> {
        let mut request = Request::builder().method(method).uri(path).body(Full::new(body))?;
        *request.headers_mut() = headers;
        if !request.headers().contains_key(HOST) {
            let host = HeaderValue::from_str(&self.host).map_err(http::Error::from)?;
            request.headers_mut().insert(HOST, host);
        }
        within_limit(async {
            self.sender.ready().await?;
            let (head, body) = self.sender.send_request(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Answer::new(head.status.as_u16(), head.headers, body))
        })
        .await
    }
}

/// Passes the stream to a task that moves its bytes until the [`Connection`] is dropped.
async fn spawn<S>(stream: S) -> Result<SendRequest<Full<Bytes>>, Error>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (sender, traffic) = handshake(TokioIo::new(stream)).await?;
    // The request that meets the error gets it too.
    tokio::spawn(async move { drop(traffic.await) });
    Ok(sender)
}

async fn within_limit<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    timeout(WAIT_LIMIT, work).await.unwrap_or(Err(Error::Silence(WAIT_LIMIT.as_secs())))
}

fn header_map<'a>(headers: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<HeaderMap, Error> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(http::Error::from)?;
        // The header is appended, so that a test can send it twice.
        map.append(name, HeaderValue::from_bytes(value).map_err(http::Error::from)?);
    }
    Ok(map)
}

/// Returns a header value that no Debug output shows.
fn secret(text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text).map_err(http::Error::from)?;
    value.set_sensitive(true);
    Ok(value)
}
