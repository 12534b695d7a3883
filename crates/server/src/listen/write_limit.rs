//! A stream with a least rate of writes, so that a caller that takes its answers too slowly, or not at all, cannot hold its
//! connection and the answer for ever.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep},
};

use super::place::{Phase, Place};

/// The time for which writes may wait for the caller. Time that was spent waiting comes back with the bytes that are taken.
const PATIENCE: Duration = Duration::from_secs(20);
/// The bytes that give back a second of that time: a caller that takes fewer in a second is closed in the end. The slowest
/// mobile networks carry twice as many.
const LEAST_RATE: u32 = 1024;

/// A stream that can be closed without sending what waits to be sent.
pub(super) trait Reset {
    fn reset(&self);
}

impl Reset for TcpStream {
    fn reset(&self) {
        // Where it fails, the kernel goes on sending for a while.
        let _ = self.set_zero_linger();
    }
}

pub(super) struct WriteLimited<S: Reset> {
    stream: S,
    place: Arc<Place>,
    /// The time for which writes may still wait.
    left: Duration,
    /// The write that waits.
    waiting: Option<Waiting>,
}

struct Waiting {
    began: Instant,
    limit: Pin<Box<Sleep>>,
}

impl<S: AsyncWrite + Reset + Unpin> WriteLimited<S> {
    pub(super) fn new(stream: S, place: Arc<Place>) -> Self {
        Self { stream, place, left: PATIENCE, waiting: None }
    }

    fn write(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match write(Pin::new(&mut self.stream), context) {
            Poll::Ready(written) => {
                self.went_on(written.as_ref().map_or(0, |bytes| *bytes));
                Poll::Ready(written)
            }
            Poll::Pending => self.wait(context),
        }
    }

    /// Counts the time that the last write waited, and the bytes that were taken.
    fn went_on(&mut self, bytes: usize) {
        if let Some(waiting) = self.waiting.take() {
            self.left = self.left.saturating_sub(waiting.began.elapsed());
            self.place.pass(Phase::Stuck, Phase::Answered);
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let back = Duration::from_secs(1) * (bytes / LEAST_RATE)
            + Duration::from_secs(1) * (bytes % LEAST_RATE) / LEAST_RATE;
        self.left = (self.left + back).min(PATIENCE);
    }

    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let left = self.left;
        let waiting = self.waiting.get_or_insert_with(|| {
            self.place.pass(Phase::Answered, Phase::Stuck);
            Waiting { began: Instant::now(), limit: Box::pin(sleep(left)) }
        });
        waiting.limit.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: Reset> Drop for WriteLimited<S> {
    fn drop(&mut self) {
        // The kernel would keep the answer for a caller that does not take it.
        if self.waiting.is_some() {
            self.stream.reset();
        }
    }
}

impl<S: AsyncRead + Reset + Unpin> AsyncRead for WriteLimited<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Reset + Unpin> AsyncWrite for WriteLimited<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |stream, context| stream.poll_write_vectored(context, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A socket has nothing to flush, and TLS writes what it still has.
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    impl Reset for tokio::io::DuplexStream {
        fn reset(&self) {}
    }

    /// Writes to a caller that takes `bytes` each `pause`, for ten minutes. Returns the time after which it was closed.
    async fn closed_after(bytes: usize, pause: Duration) -> Option<Duration> {
        let (near, mut far) = tokio::io::duplex(8 * 1024);
        let place = Arc::new(Place::new(Instant::now()));
        place.enter(Phase::Answered);
        let mut stream = WriteLimited::new(near, Arc::clone(&place));
        let began = Instant::now();
        let reader = tokio::spawn(async move {
            let mut taken = vec![0; bytes];
            loop {
                sleep(pause).await;
                if bytes > 0 {
                    far.read_exact(&mut taken).await.unwrap();
                }
            }
        });
        let writing = async {
            while began.elapsed() < Duration::from_secs(600) {
                stream.write_all(&[0; 1024]).await?;
            }
            Ok::<_, io::Error>(())
        };
        let outcome = writing.await;
        reader.abort();
        let error = outcome.err()?;
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(place.moment().phase(), Phase::Stuck);
        Some(began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_too_little_is_closed() {
        assert!(
            closed_after(0, PATIENCE).await.is_some_and(|time| time <= PATIENCE + Duration::from_secs(1))
        );
        let slow = closed_after(2 * 1024, Duration::from_secs(5)).await;
        assert!(slow.is_some_and(|time| time < Duration::from_secs(60)), "{slow:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_enough_is_not() {
        assert_eq!(closed_after(1100, Duration::from_secs(1)).await, None);
        assert_eq!(closed_after(6 * 1024, Duration::from_secs(5)).await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_that_takes_its_answer_late_is_answered() {
        let (near, mut far) = tokio::io::duplex(8);
        let place = Arc::new(Place::new(Instant::now()));
        place.enter(Phase::Answered);
        let mut stream = WriteLimited::new(near, Arc::clone(&place));
        let reader = tokio::spawn(async move {
            sleep(PATIENCE / 2).await;
            far.read_exact(&mut [0; 16]).await.unwrap();
        });
        stream.write_all(&[0; 16]).await.unwrap();
        reader.await.unwrap();
        assert_eq!(place.moment().phase(), Phase::Answered);
    }
}
