//! One question and its answer, over a connection that serves for nothing else.

use gateway::ports::DeliveryFailure;
use http::Request;
use http::header::{ACCEPT, CONNECTION, HOST, HeaderValue, USER_AGENT};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;

use crate::target::Target;

/// Bytes of status line and headers. Shops with a developer's tool bar send tens of kilobytes of them.
const MOST_HEAD: usize = 64 * 1024;

/// Bytes of the body that are taken, so that the merchant's server can finish in peace. Nobody reads them.
const MOST_BODY: usize = 64 * 1024;

const GUICHET: HeaderValue = HeaderValue::from_static(concat!("guichet/", env!("CARGO_PKG_VERSION")));

/// A status, and a connection on which a body may still come. Dropping it ends the connection.
pub(crate) struct Answer {
    pub(crate) status: u16,
    body: Incoming,
    /// The task that moves the bytes, ended with this.
    traffic: JoinSet<()>,
}

/// Until the headers are in.
pub(crate) async fn ask<S>(stream: S, target: &Target) -> Result<Answer, DeliveryFailure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let broken = |error: hyper::Error| {
        tracing::debug!(host = target.host.text(), %error, "no answer of a merchant");
        DeliveryFailure::Broken
    };
    let (mut sender, connection) = Builder::new()
        .max_header_size(MOST_HEAD)
        // Only the status counts: a shop whose other headers are ill written was told all the same.
        .ignore_invalid_headers_in_responses(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let mut traffic = JoinSet::new();
    // Its error reaches the request that meets it, too.
    traffic.spawn(async move { drop(connection.await) });
    let (head, body) = sender.send_request(request(target)).await.map_err(broken)?.into_parts();
    Ok(Answer { status: head.status.as_u16(), body, traffic })
}

fn request(target: &Target) -> Request<Empty<Bytes>> {
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = target.path.clone();
    let headers = request.headers_mut();
    headers.insert(HOST, target.authority.clone());
    headers.insert(USER_AGENT, GUICHET);
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    request
}

impl Answer {
    /// Takes the body, if it is not too long, and lets the connection close.
    pub(crate) async fn end(mut self) {
        let mut body = Limited::new(self.body, MOST_BODY);
        loop {
            match body.frame().await {
                Some(Ok(_)) => {}
                Some(Err(_)) => return,
                None => break,
            }
        }
        let _closed = self.traffic.join_next().await;
    }
}
