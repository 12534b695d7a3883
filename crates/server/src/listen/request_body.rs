//! The body of a request, for which a connection waits only while somebody reads it.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Error,
    body::{Bytes, HttpBody},
};
use hyper::body::{Frame, SizeHint};

use super::place::{Phase, Place};

/// Tells the place of its connection when the request waits for its caller. A request is served from its head on, because what reads
/// no body is carried out at once. While somebody waits for the rest of a body nothing is done, and the connection may be given up;
/// once the body is whole, the request is served again, or fails where its connection was given up.
pub(super) struct RequestBody<B> {
    body: B,
    place: Arc<Place>,
}

impl<B> RequestBody<B> {
    pub(super) const fn new(body: B, place: Arc<Place>) -> Self {
        Self { body, place }
    }
}

impl<B> HttpBody for RequestBody<B>
where
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Unpin,
{
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let (frame, goes_on) = match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Pending => (Poll::Pending, self.place.pass(Phase::Served, Phase::Sending)),
            Poll::Ready(None) => (Poll::Ready(None), self.place.pass(Phase::Sending, Phase::Served)),
            Poll::Ready(Some(frame)) => (Poll::Ready(Some(frame.map_err(Error::new))), true),
        };
        if goes_on {
            frame
        } else {
            Poll::Ready(Some(Err(Error::new(io::Error::from(io::ErrorKind::ConnectionAborted)))))
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::{sync::mpsc, time::Instant};

    use super::*;

    /// A body whose pieces are sent by the test.
    struct Sent(mpsc::UnboundedReceiver<&'static str>);

    impl HttpBody for Sent {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
            self.0.poll_recv(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece.into()))))
        }
    }

    /// Returns the sender of a body, the body, and the place of its connection, whose request is served.
    fn sent() -> (mpsc::UnboundedSender<&'static str>, RequestBody<Sent>, Arc<Place>) {
        let (sender, pieces) = mpsc::unbounded_channel();
        let place = Arc::new(Place::new(Instant::now()));
        place.enter(Phase::Served);
        (sender, RequestBody::new(Sent(pieces), Arc::clone(&place)), place)
    }

    fn poll(body: &mut RequestBody<Sent>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn a_request_waits_for_its_caller_until_its_body_is_whole() {
        let (sender, mut body, place) = sent();
        assert_eq!(place.moment().phase(), Phase::Served, "nobody reads the body");
        assert!(poll(&mut body).is_pending());
        assert_eq!(place.moment().phase(), Phase::Sending);
        sender.send("abc").unwrap();
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert_eq!(place.moment().phase(), Phase::Sending, "a part of it");
        drop(sender);
        assert!(matches!(poll(&mut body), Poll::Ready(None)));
        assert_eq!(place.moment().phase(), Phase::Served);
    }

    #[test]
    fn a_body_that_is_there_makes_nobody_wait() {
        let (sender, mut body, place) = sent();
        sender.send("abc").unwrap();
        drop(sender);
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert!(matches!(poll(&mut body), Poll::Ready(None)));
        assert_eq!(place.moment().phase(), Phase::Served);
    }

    #[test]
    fn a_request_whose_connection_was_given_up_does_not_begin() {
        for is_whole in [false, true] {
            let (sender, mut body, place) = sent();
            assert!(poll(&mut body).is_pending());
            assert!(place.give_up(place.moment()));
            if is_whole {
                drop(sender);
            }
            assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(_)))));
        }
    }
}
