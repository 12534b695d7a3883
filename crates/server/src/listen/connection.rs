//! One HTTP/1.1 connection, with limits on what a slow or faulty caller can hold.

use std::{
    future::poll_fn,
    io,
    mem::MaybeUninit,
    net::IpAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Request, Response, header},
};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    sync::watch,
    time::timeout,
};
use web::{Peer, Unrouted};

use super::{
    guarded::Guarded,
    head,
    head_budget::HeadBudget,
    place::{Phase, Place},
    proxies::Proxies,
    request_body::RequestBody,
    unrouted,
};

/// The time that a request may take from its first byte to the end of its headers, and the time for which an
/// idle connection is kept.
const HEADER_LIMIT: Duration = Duration::from_secs(15);
const CLOSE_LIMIT: Duration = Duration::from_secs(5);
const LINGER_LIMIT: Duration = Duration::from_secs(2);
const MAX_DISCARDED_BYTES: usize = 1024 * 1024;

/// Who is at the other end of a connection.
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) address: IpAddr,
    /// Whether a named proxy has told the address before the first request.
    pub(super) is_told: bool,
    pub(super) proxies: Arc<Proxies>,
    pub(super) heads: Arc<HeadBudget>,
    pub(super) place: Arc<Place>,
    /// Whether browsers are told to use TLS only.
    pub(super) demands_tls: bool,
}

impl Caller {
    fn peer(&self, headers: &HeaderMap) -> Peer {
        if !self.is_told {
            self.proxies.notice_unnamed(self.address, headers);
        }
        Peer(self.proxies.client(self.address, headers))
    }
}

/// Serves requests until either side ends the connection, or until `stop` is true and the last one is answered.
pub(super) async fn serve<S>(stream: S, caller: Caller, router: Router, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (own_place, demands_tls) = (Arc::clone(&caller.place), caller.demands_tls);
    let stream = Guarded::new(stream, Arc::clone(&own_place), Arc::clone(&caller.heads));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let peer = caller.peer(request.headers());
        request.extensions_mut().insert(peer);
        let is_last = request.headers().contains_key(header::TRANSFER_ENCODING);
        let place = Arc::clone(&caller.place);
        // What reads no body is carried out now. What reads one enters the phase again while it waits for it.
        let goes_on = place.pass(Phase::Sending, Phase::Served);
        let answer = goes_on.then(|| router.call(request.map(|body| with_place(body, &place))));
        Box::pin(async move {
            let answer = answer.ok_or(io::ErrorKind::ConnectionAborted)?;
            let Ok(mut answer) = answer.await;
            place.enter(Phase::Answered);
            if is_last {
                end_with(&mut answer);
            }
            Ok::<_, io::Error>(answer)
        })
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_LIMIT)
        .max_buf_size(head::MAX_BYTES)
        .max_headers(head::MAX_HEADERS)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopping = false;
    let outcome = loop {
        tokio::select! {
            outcome = poll_fn(|context| connection.poll_without_shutdown(context)) => break outcome,
            _ = stop.wait_for(|stop| *stop), if !stopping => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let mut stream = connection.into_parts().io.into_inner();
    // A caller that began a request and did not end its headers gets an answer; an idle caller does not.
    let too_slow = outcome.as_ref().is_err_and(hyper::Error::is_timeout) && stream.is_in_a_head();
    let reason = stream.refused().or(too_slow.then_some(Unrouted::TooSlow(HEADER_LIMIT.as_secs())));
    match reason {
        Some(reason) => {
            let answer = unrouted::answer(reason, demands_tls);
            let _ = timeout(CLOSE_LIMIT, stream.write_all(answer.as_bytes())).await;
        }
        // The line is broken, or the caller does not take its answer.
        None if outcome.is_err_and(|error| !error.is_timeout()) => return,
        None => {}
    }
    let _ = timeout(CLOSE_LIMIT, stream.shutdown()).await;
    // The caller has its answer: from here on the connection does nothing.
    if !stopping && own_place.enter(Phase::Idle) {
        let _ = timeout(LINGER_LIMIT, discard(stream.get_mut())).await;
    }
}

fn with_place(body: Incoming, place: &Arc<Place>) -> Body {
    if body.is_end_stream() { Body::new(body) } else { Body::new(RequestBody::new(body, Arc::clone(place))) }
}

/// Ends the connection with this answer.
fn end_with<B>(answer: &mut Response<B>) {
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
}

/// Reads and drops what a caller still sends. If the connection were closed at once, the caller could lose an
/// answer (such as 413) before reading it.
async fn discard<S: AsyncRead + Unpin>(stream: &mut S) {
    let mut left = MAX_DISCARDED_BYTES;
    while left > 0 {
        match poll_fn(|context| discard_some(stream, context)).await {
            Ok(0) | Err(_) => return,
            Ok(read) => left = left.saturating_sub(read),
        }
    }
}

/// The buffer is on the stack, and is none of the thousands of connections that may wait here while requests are refused.
fn discard_some<S: AsyncRead + Unpin>(stream: &mut S, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
    let mut bytes = [MaybeUninit::uninit(); 8 * 1024];
    let mut buffer = ReadBuf::uninit(&mut bytes);
    ready!(Pin::new(stream).poll_read(context, &mut buffer))?;
    Poll::Ready(Ok(buffer.filled().len()))
}
