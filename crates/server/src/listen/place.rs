//! What one connection is doing, and whether it may be closed so that another gets its place.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

/// What a connection is doing, in the order in which connections give way. Those that never do come last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Phase {
    /// The caller has a connection and sends nothing.
    Idle,
    /// The caller sends what comes before a request: the PROXY protocol's header, the TLS handshake, the headers.
    Opening,
    /// The request waits for the rest of its body. Nothing has been done yet.
    Sending,
    /// The answer waits for a caller that does not take it.
    Stuck,
    /// The request is carried out: it is whole, or nobody waits for its body.
    Served,
    /// The answer is on its way.
    Answered,
    /// The connection was given up, and is being closed.
    GivenUp,
}

impl Phase {
    const ALL: [Self; 7] =
        [Self::Idle, Self::Opening, Self::Sending, Self::Stuck, Self::Served, Self::Answered, Self::GivenUp];

    /// Whether a connection may be closed in this phase.
    pub(super) const fn may_be_given_up(self) -> bool {
        match self {
            Self::Idle | Self::Opening | Self::Sending | Self::Stuck => true,
            Self::Served | Self::Answered | Self::GivenUp => false,
        }
    }
}

/// A phase, and the time since which a connection is in it, in one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment(u64);

impl Moment {
    const PHASE_BITS: u32 = 3;

    fn new(phase: Phase, since: Duration) -> Self {
        let ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        Self(ms << Self::PHASE_BITS | phase as u64)
    }

    pub(super) fn phase(self) -> Phase {
        let number = usize::try_from(self.0 & ((1 << Self::PHASE_BITS) - 1)).expect("a number of three bits");
        Phase::ALL[number]
    }

    /// The time since which it is so, from the clock's start.
    pub(super) const fn since(self) -> Duration {
        Duration::from_millis(self.0 >> Self::PHASE_BITS)
    }
}

/// The place of one connection. Its phase is changed without a lock.
pub(super) struct Place {
    began: Instant,
    now: AtomicU64,
    given_up: Notify,
}

impl Place {
    /// `began` is the start of the clock by which the places of a process are compared.
    pub(super) fn new(began: Instant) -> Self {
        let now = AtomicU64::new(Moment::new(Phase::Opening, began.elapsed()).0);
        Self { began, now, given_up: Notify::new() }
    }

    pub(super) fn moment(&self) -> Moment {
        Moment(self.now.load(Ordering::Acquire))
    }

    /// Enters a phase. The time is kept if the connection is in it already. Returns false if it has been given up: then its
    /// task must do nothing more.
    pub(super) fn enter(&self, phase: Phase) -> bool {
        self.change(phase, |_| true)
    }

    /// Enters a phase from another one. Nothing changes if the connection is in a third one.
    pub(super) fn pass(&self, from: Phase, to: Phase) -> bool {
        self.change(to, |now| now == from)
    }

    fn change(&self, to: Phase, applies: impl Fn(Phase) -> bool) -> bool {
        loop {
            let before = self.moment();
            match before.phase() {
                Phase::GivenUp => return false,
                phase if phase == to || !applies(phase) => return true,
                _ => {}
            }
            if self.replace(before, to) {
                return true;
            }
        }
    }

    /// Gives the connection up, if it is still as it was seen. Its task is told.
    pub(super) fn give_up(&self, seen: Moment) -> bool {
        let given = seen.phase().may_be_given_up() && self.replace(seen, Phase::GivenUp);
        if given {
            self.given_up.notify_one();
        }
        given
    }

    /// Returns when the connection has been given up.
    pub(super) async fn given_up(&self) {
        self.given_up.notified().await;
    }

    fn replace(&self, before: Moment, phase: Phase) -> bool {
        let after = Moment::new(phase, self.began.elapsed());
        self.now.compare_exchange(before.0, after.0, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_is_served_is_not_given_up() {
        for phase in Phase::ALL {
            let place = Place::new(Instant::now());
            assert!(place.enter(phase));
            assert_eq!(place.give_up(place.moment()), phase.may_be_given_up(), "{phase:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_moved_on_is_not_given_up_for_what_it_was() {
        let place = Place::new(Instant::now());
        let seen = place.moment();
        assert!(place.enter(Phase::Served));
        assert!(!place.give_up(seen));
        assert!(place.enter(Phase::Idle));
        assert!(place.give_up(place.moment()));
        place.given_up().await;
        assert!(!place.enter(Phase::Served), "what was given up begins nothing");
    }

    #[tokio::test(start_paused = true)]
    async fn a_phase_begins_once() {
        let began = Instant::now();
        let place = Place::new(began);
        tokio::time::advance(Duration::from_secs(1)).await;
        place.enter(Phase::Idle);
        tokio::time::advance(Duration::from_secs(1)).await;
        place.enter(Phase::Idle);
        assert_eq!((place.moment().phase(), place.moment().since()), (Phase::Idle, Duration::from_secs(1)));
        assert!(place.pass(Phase::Sending, Phase::Served));
        assert_eq!(place.moment().phase(), Phase::Idle);
    }
}
