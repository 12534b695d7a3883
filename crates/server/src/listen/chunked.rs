//! A body in chunks, whose end nobody knows before it comes.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    Error,
    body::{Bytes, HttpBody},
};
use hyper::body::{Frame, SizeHint};

use super::place::{Phase, Place};

/// Tells the place of its connection when the body is whole. Until then nothing is done, and the connection may be given up.
pub(super) struct Chunked<B> {
    body: B,
    place: Arc<Place>,
}

impl<B> Chunked<B> {
    pub(super) const fn new(body: B, place: Arc<Place>) -> Self {
        Self { body, place }
    }
}

impl<B> HttpBody for Chunked<B>
where
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Unpin,
{
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() && !self.place.pass(Phase::Sending, Phase::Served) {
            return Poll::Ready(Some(Err(Error::new(io::Error::from(io::ErrorKind::ConnectionAborted)))));
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Error::new)))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tokio::time::Instant;

    use super::*;

    async fn next(body: &mut Chunked<Body>) -> Option<Result<Frame<Bytes>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await
    }

    #[tokio::test]
    async fn a_request_begins_with_the_end_of_its_body() {
        for is_given_up in [false, true] {
            let place = Arc::new(Place::new(Instant::now()));
            place.enter(Phase::Sending);
            let mut body = Chunked::new(Body::from("abc"), Arc::clone(&place));
            assert!(next(&mut body).await.is_some_and(|frame| frame.is_ok()));
            assert_eq!(place.moment().phase(), Phase::Sending);
            if is_given_up {
                assert!(place.give_up(place.moment()));
                assert!(next(&mut body).await.is_some_and(|frame| frame.is_err()));
            } else {
                assert!(next(&mut body).await.is_none());
                assert_eq!(place.moment().phase(), Phase::Served);
            }
        }
    }
}
