//! One HTTP/1.1 connection, with limits on what a slow or faulty caller can hold.

use std::{future::poll_fn, time::Duration};

use axum::Router;
use document::{Object, write_json};
use domain::ReturnCode;
use gateway::ports::Entropy as _;
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    sync::watch,
    time::timeout,
};

use primitives::RequestId;
use web::Peer;

use crate::ports::SystemEntropy;

/// The time that a request may take from its first byte to the end of its headers, and the time for which an
/// idle connection is kept.
const HEADER_LIMIT: Duration = Duration::from_secs(15);
/// The largest size of the request line and the headers together, in bytes.
const MAX_HEADER_BYTES: usize = 32 * 1024;
const MAX_HEADERS: usize = 64;
const CLOSE_LIMIT: Duration = Duration::from_secs(5);
const LINGER_LIMIT: Duration = Duration::from_secs(2);
const MAX_DISCARDED_BYTES: usize = 1024 * 1024;

/// Returns the answer to a request whose headers came too slowly. The router cannot give it, because there is
/// no request to route.
fn too_slow() -> String {
    let mut random = [0; 8];
    SystemEntropy.fill(&mut random);
    let id = RequestId::from_entropy(random);
    let detail = format!("the headers did not arrive within {} seconds", HEADER_LIMIT.as_secs());
    let code = ReturnCode::TIME_LIMIT;
    let body =
        Object::new().with("title", code.title().as_str()).with("code", code.code()).with("detail", detail);
    let body = write_json(&body.into());
    tracing::info!(id = id.as_str(), status = 408, code = code.code(), "answered");
    format!(
        "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: {}\r\nConnection: close\r\n\r\n{body}",
        body.len(),
        id.as_str()
    )
}

pub(super) async fn serve<S>(stream: S, peer: Peer, router: Router, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.call(request)
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_LIMIT)
        .max_buf_size(MAX_HEADER_BYTES)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopping = false;
    let outcome = loop {
        tokio::select! {
            outcome = poll_fn(|context| connection.poll_without_shutdown(context)) => break outcome,
            _ = stop.wait_for(|stop| *stop), if !stopping => {
                stopping = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    // A caller that began a request and did not end its headers gets an answer; an idle caller does not.
    if outcome.is_err_and(|error| error.is_timeout()) && !parts.read_buf.is_empty() {
        let _ = timeout(CLOSE_LIMIT, stream.write_all(too_slow().as_bytes())).await;
    }
    let _ = timeout(CLOSE_LIMIT, stream.shutdown()).await;
    if !stopping {
        let _ = timeout(LINGER_LIMIT, discard(&mut stream)).await;
    }
}

/// Reads and drops what a caller still sends. If the connection were closed at once, the caller could lose an
/// answer (such as 413) before reading it.
async fn discard<S: AsyncRead + Unpin>(stream: &mut S) {
    let mut bytes = vec![0; 8 * 1024];
    let mut left = MAX_DISCARDED_BYTES;
    while left > 0 {
        match stream.read(&mut bytes).await {
            Ok(0) | Err(_) => return,
            Ok(read) => left = left.saturating_sub(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_to_the_slow_says_its_length() {
        let answer = too_slow();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{head}");
        assert!(document::read_json(body.as_bytes()).is_ok());
    }
}
