//! One message that is posted, and the answer to it: between a 3DS server and a directory server.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use http::{
    Method, Request, StatusCode,
    header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderValue},
};
use http_body_util::{BodyExt as _, Collected, Full, Limited};
use hyper::{body::Bytes, client::conn::http1::Builder};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinSet,
    time::timeout,
};

use crate::{
    AddressPolicy,
    authorities::{Authorities, AuthoritiesError},
    connect,
    resolver::{Resolver, SystemResolver},
    target::{Host, Target},
};

/// The size of the largest answer that is read, in bytes.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// The media type of messages of EMV 3-D Secure (section 5.1.2).
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Posts messages. It follows no redirect, and always verifies TLS.
pub struct MessageClient {
    policy: AddressPolicy,
    authorities: Authorities,
}

/// There is no answer with a status of 2xx within the time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAnswer;

impl MessageClient {
    /// Makes the client. `authorities` are PEM files with certificate authorities that are trusted besides the system's.
    pub fn new(policy: AddressPolicy, authorities: &[PathBuf]) -> Result<Self, AuthoritiesError> {
        Ok(Self { policy, authorities: Authorities::read(authorities)? })
    }

    /// Posts a message, and returns the body of the answer.
    pub async fn post(&self, url: &str, message: Bytes, limit: Duration) -> Result<Bytes, NoAnswer> {
        match timeout(limit, self.exchange(url, message)).await {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(_) => Err(NoAnswer),
        }
    }

    async fn exchange(&self, url: &str, message: Bytes) -> Option<Bytes> {
        let target = Target::parse(url)?;
        if !self.policy.allows_port(target.port) {
            return None;
        }
        let stream = connect::tcp(&self.addresses(&target).await?).await.ok()?;
        if target.secure {
            send(connect::tls(&self.authorities, &target.host, stream).await.ok()?, &target, message).await
        } else {
            send(stream, &target, message).await
        }
    }

    /// Returns the addresses to which the message may go; `None` where there is none.
    async fn addresses(&self, target: &Target) -> Option<Vec<SocketAddr>> {
        let found = match &target.host {
            Host::Address(address) => vec![*address],
            Host::Name(name) => SystemResolver.resolve(name).await.ok()?,
        };
        let allowed = found.into_iter().filter(|address| self.policy.allows(*address));
        let addresses: Vec<_> = allowed.map(|address| SocketAddr::new(address, target.port)).collect();
        (!addresses.is_empty()).then_some(addresses)
    }
}

async fn send<S>(stream: S, target: &Target, message: Bytes) -> Option<Bytes>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, driver) = Builder::new().handshake(TokioIo::new(stream)).await.ok()?;
    let mut connection = JoinSet::new();
    // The request gets the error as well.
    connection.spawn(async move { drop(driver.await) });
    let response = sender.send_request(request(target, message)).await.ok()?;
    if !response.status().is_success() || response.status() == StatusCode::NO_CONTENT {
        return None;
    }
    Limited::new(response.into_body(), MAX_ANSWER_BYTES).collect().await.ok().map(Collected::to_bytes)
}

fn request(target: &Target, message: Bytes) -> Request<Full<Bytes>> {
    let mut request = Request::new(Full::new(message));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = target.path.clone();
    let headers = request.headers_mut();
    headers.insert(HOST, target.authority.clone());
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    request
}
