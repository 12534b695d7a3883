//! A stream that passes on the heads of requests only when they are whole and right, and that notes what its caller is doing.
//!
//! It knows where a body ends by the `Content-Length` of its head. After the head of a body in chunks it tells nothing apart any
//! more: that connection ends with its answer (`connection.rs`), and the body itself tells its end (`request_body.rs`). The HTTP library must not read ahead while a request is carried out, or
//! the phases would be wrong: it does not, as long as callers may close their half of the connection.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use web::Unrouted;
use zeroize::Zeroizing;

use super::{
    head::{self, Body, EndOfHead},
    head_budget::{HeadBudget, HeadClaim},
    place::{Phase, Place},
};

/// The bytes that are read at once while a head is not whole. The head of most requests and a small body fit into one piece.
/// What is read of a larger body would be held for as long as the request waits for its place.
const HEAD_PIECE_BYTES: usize = 2 * 1024;

/// The bytes of a body that are read at once. The HTTP library begins with a buffer of 8 KiB for each connection, doubles it
/// whenever a read fills it, and keeps it for as long as the request waits.
const BODY_PIECE_BYTES: usize = 8 * 1024 - 1;

pub(super) struct Guarded<S> {
    stream: S,
    place: Arc<Place>,
    /// Bytes that were read and are not passed on yet. They may hold a card, so they are wiped.
    held: Zeroizing<Vec<u8>>,
    /// The number of held bytes that may be passed on.
    checked: usize,
    /// What comes after the checked bytes.
    next: Next,
    refused: Option<Unrouted>,
    /// The memory that a head takes which comes slowly.
    claim: HeadClaim,
}

enum Next {
    Head(EndOfHead),
    /// So many bytes of a body, at least one.
    Body(u64),
    /// A body in chunks, and whatever follows it.
    Rest,
}

impl<S> Guarded<S> {
    pub(super) fn new(stream: S, place: Arc<Place>, heads: Arc<HeadBudget>) -> Self {
        let (held, next) = (Zeroizing::default(), Next::Head(EndOfHead::default()));
        Self { stream, place, held, checked: 0, next, refused: None, claim: HeadClaim::new(heads) }
    }

    /// Returns the reason for which the last head was not passed on.
    pub(super) const fn refused(&self) -> Option<Unrouted> {
        self.refused
    }

    /// Returns the stream itself, of which nothing is checked.
    pub(super) const fn get_mut(&mut self) -> &mut S {
        &mut self.stream
    }

    /// Whether a head has begun and has not ended.
    pub(super) fn is_in_a_head(&self) -> bool {
        matches!(self.next, Next::Head(_)) && self.checked == 0 && !self.held.is_empty()
    }

    /// Checks what is held. Returns false if more must be read.
    fn check(&mut self) -> io::Result<bool> {
        let held = self.held.len();
        self.checked = match &mut self.next {
            Next::Head(end) => match end.find(&self.held) {
                Ok(Some(length)) => self.check_head(length)?,
                Ok(None) => 0,
                Err(reason) => return Err(self.refuse(reason)),
            },
            Next::Body(left) => {
                let here = usize::try_from(*left).unwrap_or(usize::MAX).min(held);
                self.take_body(here)?;
                here
            }
            Next::Rest => held,
        };
        Ok(self.checked > 0)
    }

    fn check_head(&mut self, length: usize) -> io::Result<usize> {
        let body = head::check(&self.held[..length]).map_err(|reason| self.refuse(reason))?;
        let (phase, next) = match body {
            Body::Bytes(0) => (Phase::Served, Next::Head(EndOfHead::default())),
            Body::Bytes(bytes) => (Phase::Sending, Next::Body(bytes)),
            Body::Chunks => (Phase::Sending, Next::Rest),
        };
        self.next = next;
        self.claim.clear();
        go_on(self.place.enter(phase))?;
        Ok(length)
    }

    /// Counts bytes of a body. Before the last of them is passed on, the request is told to be whole: from there on it is
    /// carried out, and the connection is not given up.
    fn take_body(&mut self, bytes: usize) -> io::Result<()> {
        if let Next::Body(left) = &mut self.next {
            *left -= bytes as u64;
            if *left == 0 {
                self.next = Next::Head(EndOfHead::default());
                // Where the request was refused before its body was whole, its answer is on its way already.
                go_on(self.place.pass(Phase::Sending, Phase::Served))?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, reason: Unrouted) -> io::Error {
        self.refused = Some(reason);
        // Nothing is passed on any more, and the answer may take a while.
        (self.held, self.next) = (Zeroizing::default(), Next::Head(EndOfHead::default()));
        self.claim.clear();
        io::ErrorKind::InvalidData.into()
    }

    /// Keeps bytes, without leaving an unwiped copy behind.
    fn hold(&mut self, bytes: &[u8]) {
        let length = self.held.len() + bytes.len();
        if length > self.held.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(length.max(self.held.capacity() * 2)));
            larger.extend_from_slice(&self.held);
            self.held = larger;
        }
        self.held.extend_from_slice(bytes);
    }

    fn pass_on(&mut self, buffer: &mut ReadBuf<'_>) {
        let bytes = self.checked.min(buffer.remaining());
        buffer.put_slice(&self.held[..bytes]);
        self.checked -= bytes;
        if bytes == self.held.len() {
            // An idle connection holds no memory for this.
            self.held = Zeroizing::default();
        } else {
            self.held.drain(..bytes);
        }
    }
}

/// Turns the answer of a [`Place`] into an error where the connection was given up.
fn go_on(goes_on: bool) -> io::Result<()> {
    if goes_on { Ok(()) } else { Err(io::ErrorKind::ConnectionAborted.into()) }
}

impl<S: AsyncRead + Unpin> Guarded<S> {
    /// Reads bytes of a head into what is held. Returns false at the end of the stream.
    fn read_head(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<bool>> {
        let mut piece = buffer.take(HEAD_PIECE_BYTES);
        let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, &mut piece) else {
            let phase = if self.held.is_empty() { Phase::Idle } else { Phase::Opening };
            go_on(self.place.enter(phase))?;
            if !self.claim.resize(self.held.capacity()) {
                return Poll::Ready(Err(self.refuse(Unrouted::TooManyHeads)));
            }
            return Poll::Pending;
        };
        read?;
        self.hold(piece.filled());
        Poll::Ready(Ok(!piece.filled().is_empty()))
    }

    /// Reads bytes of a body. What follows it is held.
    fn read_body(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let most = buffer.remaining().min(BODY_PIECE_BYTES);
        let mut piece = ReadBuf::new(buffer.initialize_unfilled_to(most));
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut piece))?;
        let read = piece.filled().len();
        buffer.advance(read);
        if let Next::Body(left) = self.next {
            let own = usize::try_from(left).unwrap_or(usize::MAX).min(read);
            self.hold(&buffer.filled()[before + own..]);
            buffer.set_filled(before + own);
            self.take_body(own)?;
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.checked == 0 && !self.check()? {
            match self.next {
                Next::Body(_) | Next::Rest => return self.read_body(context, buffer),
                Next::Head(_) => {
                    if !ready!(self.read_head(context, buffer))? {
                        return Poll::Ready(Ok(()));
                    }
                }
            }
        }
        self.pass_on(buffer);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex},
        time::Instant,
    };

    use super::*;

    const POST: &[u8] = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n";
    const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    fn guarded() -> (DuplexStream, Guarded<DuplexStream>, Arc<Place>) {
        let (far, near) = duplex(64 * 1024);
        let place = Arc::new(Place::new(Instant::now()));
        let heads = Arc::new(HeadBudget::new(64 * 1024));
        (far, Guarded::new(near, Arc::clone(&place), heads), place)
    }

    /// Reads so many bytes, in pieces as small as `piece`.
    async fn read(stream: &mut Guarded<DuplexStream>, count: usize, piece: usize) -> Vec<u8> {
        let mut all = vec![0; count];
        for part in all.chunks_mut(piece) {
            stream.read_exact(part).await.unwrap();
        }
        all
    }

    #[tokio::test]
    async fn what_is_right_passes_unchanged_however_it_is_cut() {
        let all = [POST, b"ab\ncd", GET, POST, b"\n\n\r\n\n", GET].concat();
        for cut in 1..all.len() {
            let (mut far, mut near, _) = guarded();
            far.write_all(&all[..cut]).await.unwrap();
            let sending = tokio::spawn({
                let rest = all[cut..].to_vec();
                async move {
                    tokio::task::yield_now().await;
                    far.write_all(&rest).await.unwrap();
                    far
                }
            });
            assert_eq!(read(&mut near, all.len(), 7).await, all, "{cut}");
            drop(sending.await.unwrap());
            assert_eq!(near.read(&mut [0]).await.unwrap(), 0);
        }
    }

    #[tokio::test]
    async fn a_part_of_a_head_is_not_passed_on() {
        let (mut far, mut near, place) = guarded();
        far.write_all(&GET[..GET.len() - 1]).await.unwrap();
        let mut byte = [0];
        tokio::select! {
            biased;
            _ = near.read(&mut byte) => panic!("a head that is not whole"),
            () = tokio::task::yield_now() => {}
        }
        assert_eq!(place.moment().phase(), Phase::Opening);
        assert!(near.is_in_a_head());
        far.write_all(&GET[GET.len() - 1..]).await.unwrap();
        assert_eq!(read(&mut near, GET.len(), 1).await, GET);
        assert!(!near.is_in_a_head());
        assert_eq!(place.moment().phase(), Phase::Served);
    }

    #[tokio::test]
    async fn what_follows_a_right_request_is_checked_as_well() {
        for bad in ["GET / HTTP/1.1\n\n", "GET / HTTP/1.1\r\n\r\n"] {
            let (mut far, mut near, _) = guarded();
            far.write_all(&[POST, b"abcde", bad.as_bytes()].concat()).await.unwrap();
            read(&mut near, POST.len() + 5, 100).await;
            assert!(near.refused().is_none());
            assert_eq!(near.read(&mut [0]).await.unwrap_err().kind(), io::ErrorKind::InvalidData);
            assert!(matches!(near.refused(), Some(Unrouted::Malformed(_))));
        }
    }

    #[tokio::test]
    async fn a_request_begins_with_the_last_byte_of_its_body() {
        let (mut far, mut near, place) = guarded();
        far.write_all(&[POST, b"abcd"].concat()).await.unwrap();
        read(&mut near, POST.len() + 4, 100).await;
        assert_eq!(place.moment().phase(), Phase::Sending);
        far.write_all(b"e").await.unwrap();
        read(&mut near, 1, 1).await;
        assert_eq!(place.moment().phase(), Phase::Served);
    }

    #[tokio::test]
    async fn a_request_on_a_connection_that_was_given_up_is_not_passed_on() {
        let (mut far, mut near, place) = guarded();
        far.write_all(&[POST, b"abcd"].concat()).await.unwrap();
        read(&mut near, POST.len() + 4, 100).await;
        assert!(place.give_up(place.moment()));
        far.write_all(b"e").await.unwrap();
        assert_eq!(near.read(&mut [0]).await.unwrap_err().kind(), io::ErrorKind::ConnectionAborted);
    }
}
