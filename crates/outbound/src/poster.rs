//! One message in JSON by POST, and its answer, over a connection that is used for nothing else.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use http::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderValue};
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use jiff::SignedDuration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::lookup_host;
use tokio::task::JoinSet;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::address_policy::AddressPolicy;
use crate::authorities::{Authorities, AuthoritiesError};
use crate::connect;
use crate::target::{Host, Target};

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Posts messages in JSON. It follows no redirect, keeps no cookie, uses no proxy, and always verifies TLS.
pub struct JsonPoster {
    authorities: Authorities,
}

/// The limits of one message.
#[derive(Debug, Clone, Copy)]
pub struct PostLimits {
    /// The time until the answer is there.
    pub time: SignedDuration,
    /// The largest answer, in bytes.
    pub answer_bytes: usize,
    /// The addresses that may be called. `None` where the operator has chosen the URL: all of them.
    pub policy: Option<AddressPolicy>,
}

/// No answer came, or none that is taken.
#[derive(Debug, thiserror::Error)]
pub enum PostFailure {
    #[error("the URL cannot be called")]
    Url,
    #[error("the address may not be called")]
    Forbidden,
    #[error("the connection failed: {0}")]
    Connection(#[from] io::Error),
    #[error("there is no sound answer: {0}")]
    Exchange(#[from] hyper::Error),
    #[error("the status is {0}")]
    Status(StatusCode),
    #[error("the answer breaks off or is too large")]
    Body,
    #[error("the time is over")]
    TimedOut,
}

impl JsonPoster {
    /// Makes the client. `authorities` are PEM files with certificates that are trusted besides the system's.
    pub fn new(authorities: &[PathBuf]) -> Result<Self, AuthoritiesError> {
        Ok(Self { authorities: Authorities::read(authorities)? })
    }

    /// Posts a message, and returns the body of an answer with the status 2xx.
    pub async fn post(
        &self,
        url: &str,
        message: Zeroizing<Vec<u8>>,
        limits: PostLimits,
    ) -> Result<Zeroizing<Vec<u8>>, PostFailure> {
        let time = Duration::try_from(limits.time).unwrap_or(Duration::ZERO);
        timeout(time, self.call(url, message, limits)).await.map_err(|_| PostFailure::TimedOut)?
    }

    async fn call(
        &self,
        url: &str,
        message: Zeroizing<Vec<u8>>,
        limits: PostLimits,
    ) -> Result<Zeroizing<Vec<u8>>, PostFailure> {
        let target = Target::parse(url).ok_or(PostFailure::Url)?;
        let stream = connect::tcp(&addresses(&target, limits.policy).await?).await?;
        if !target.secure {
            return exchange(stream, &target, message, limits.answer_bytes).await;
        }
        let stream = connect::tls(&self.authorities, &target.host, stream).await?;
        exchange(stream, &target, message, limits.answer_bytes).await
    }
}

async fn addresses(target: &Target, policy: Option<AddressPolicy>) -> Result<Vec<SocketAddr>, PostFailure> {
    let found: Vec<IpAddr> = match &target.host {
        Host::Address(address) => vec![*address],
        Host::Name(name) => {
            lookup_host((name.as_str(), target.port)).await?.map(|address| address.ip()).collect()
        }
    };
    let is_allowed = |address: &IpAddr| {
        policy.is_none_or(|policy| policy.allows(*address) && policy.allows_port(target.port))
    };
    let allowed = found.into_iter().filter(is_allowed);
    let addresses: Vec<_> = allowed.map(|address| SocketAddr::new(address, target.port)).collect();
    if addresses.is_empty() { Err(PostFailure::Forbidden) } else { Ok(addresses) }
}

async fn exchange<S>(
    stream: S,
    target: &Target,
    message: Zeroizing<Vec<u8>>,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, PostFailure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, driver) = Builder::new().handshake(TokioIo::new(stream)).await?;
    let mut connection = JoinSet::new();
    // The request gets the error as well.
    connection.spawn(async move { drop(driver.await) });
    let (head, body) = sender.send_request(request(target, message)).await?.into_parts();
    if !head.status.is_success() {
        return Err(PostFailure::Status(head.status));
    }
    let mut body = Limited::new(body, most);
    let mut answer = Zeroizing::new(Vec::new());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| PostFailure::Body)?;
        answer.extend_from_slice(frame.data_ref().map_or(&[], |data| data));
    }
    Ok(answer)
}

fn request(target: &Target, message: Zeroizing<Vec<u8>>) -> Request<Full<Bytes>> {
    // The message is wiped when the last of it is sent.
    let mut request = Request::new(Full::new(Bytes::from_owner(message)));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = target.path.clone();
    let headers = request.headers_mut();
    headers.insert(HOST, target.authority.clone());
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    request
}
