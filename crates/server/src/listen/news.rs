//! What the log tells of connections that had to go: one line as soon as it begins, and then one a minute with the numbers,
//! however many they are.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::sleep;

use super::place::Phase;

const PAUSE: Duration = Duration::from_secs(60);

/// An event that is counted.
#[derive(Clone, Copy)]
pub(super) enum Event {
    /// A connection was closed in this phase, so that another got its place.
    GaveWay(Phase),
    /// A new connection was closed, because its address has more than its share.
    Refused,
    /// The process had no file descriptor for a new connection.
    NoDescriptor,
}

#[derive(Default)]
pub(super) struct News(Mutex<Minute>);

/// The numbers of a minute.
#[derive(Default)]
struct Minute {
    /// Whether the end of the minute is waited for.
    runs: bool,
    idle: u64,
    slow_headers: u64,
    slow_bodies: u64,
    slow_readers: u64,
    refused: u64,
    no_descriptor: u64,
}

impl News {
    pub(super) fn count(self: &Arc<Self>, event: Event) {
        let mut minute = self.minute();
        let number = match event {
            Event::GaveWay(Phase::Idle) => &mut minute.idle,
            Event::GaveWay(Phase::Opening) => &mut minute.slow_headers,
            Event::GaveWay(Phase::Sending) => &mut minute.slow_bodies,
            Event::GaveWay(_) => &mut minute.slow_readers,
            Event::Refused => &mut minute.refused,
            Event::NoDescriptor => &mut minute.no_descriptor,
        };
        *number = number.saturating_add(1);
        if !mem::replace(&mut minute.runs, true) {
            tell(&minute);
            *minute = Minute { runs: true, ..Minute::default() };
            tokio::spawn(Arc::clone(self).tell_each_minute());
        }
    }

    async fn tell_each_minute(self: Arc<Self>) {
        loop {
            sleep(PAUSE).await;
            let mut minute = self.minute();
            if minute.is_empty() {
                minute.runs = false;
                return;
            }
            tell(&minute);
            *minute = Minute { runs: true, ..Minute::default() };
        }
    }

    fn minute(&self) -> MutexGuard<'_, Minute> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Minute {
    const fn is_empty(&self) -> bool {
        self.idle
            + self.slow_headers
            + self.slow_bodies
            + self.slow_readers
            + self.refused
            + self.no_descriptor
            == 0
    }
}

fn tell(minute: &Minute) {
    tracing::warn!(
        idle = minute.idle,
        slow_headers = minute.slow_headers,
        slow_bodies = minute.slow_bodies,
        slow_readers = minute.slow_readers,
        refused = minute.refused,
        no_descriptor = minute.no_descriptor,
        "places for connections run out: connections were closed (this is told once a minute at most)"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_minute_ends_with_the_last_event() {
        let news = Arc::new(News::default());
        for _ in 0..3 {
            news.count(Event::Refused);
        }
        assert_eq!(news.minute().refused, 2, "the first is told at once, the others wait");
        sleep(PAUSE + Duration::from_secs(1)).await;
        assert!(news.minute().runs && news.minute().is_empty());
        sleep(PAUSE).await;
        assert!(!news.minute().runs);
    }
}
