//! One request and its response, over a connection that is used for nothing else.

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

/// The size of the largest status line and headers that are read, in bytes. Shops with a developer toolbar
/// send tens of kilobytes of headers.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// The number of bytes of the body that are read and dropped, so that the merchant's server can finish.
const MAX_BODY_BYTES: usize = 64 * 1024;

const USER_AGENT_NAME: HeaderValue = HeaderValue::from_static(concat!("guichet/", env!("CARGO_PKG_VERSION")));

/// A response whose status has arrived and whose body may still come. Dropping it ends the connection.
pub(crate) struct Response {
    pub(crate) status: u16,
    body: Incoming,
    /// The task that reads and writes the connection. It ends when the response is dropped.
    connection: JoinSet<()>,
}

/// Sends the request, and waits for the status and the headers of the response.
pub(crate) async fn send<S>(stream: S, target: &Target) -> Result<Response, DeliveryFailure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let broken = |error: hyper::Error| {
        tracing::debug!(host = target.host.text(), %error, "a merchant has not answered");
        DeliveryFailure::Broken
    };
    let (mut sender, driver) = Builder::new()
        .max_header_size(MAX_HEAD_BYTES)
        // Only the status counts. A shop that sends malformed headers has received the notification all the same.
        .ignore_invalid_headers_in_responses(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let mut connection = JoinSet::new();
    // The request gets the error as well.
    connection.spawn(async move { drop(driver.await) });
    let (head, body) = sender.send_request(request(target)).await.map_err(broken)?.into_parts();
    Ok(Response { status: head.status.as_u16(), body, connection })
}

fn request(target: &Target) -> Request<Empty<Bytes>> {
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = target.path.clone();
    let headers = request.headers_mut();
    headers.insert(HOST, target.authority.clone());
    headers.insert(USER_AGENT, USER_AGENT_NAME);
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    request
}

impl Response {
    /// Reads the body up to its limit, and waits until the connection has closed.
    pub(crate) async fn finish(mut self) {
        let mut body = Limited::new(self.body, MAX_BODY_BYTES);
        loop {
            match body.frame().await {
                Some(Ok(_)) => {}
                Some(Err(_)) => return,
                None => break,
            }
        }
        let _closed = self.connection.join_next().await;
    }
}
