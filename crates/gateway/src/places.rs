//! Places for requests that work at the same time (ADR 24).
//!
//! More requests at once than the processors and the store can serve only slow each other down. So a request takes a place
//! before anything is done for it, or waits for one in a bounded queue, or is turned away. It gives its place back while it
//! waits for somebody else, such as the bank: see [`outside`].

mod queue;

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
    time::Duration,
};

use tokio::{
    sync::oneshot,
    time::{Instant, timeout},
};

use queue::{Position, Queue};

/// The number of requests that work at once. It is large enough for one flush to disk to serve many commits, and the time that
/// a request of so many takes is the time that others wait for a place.
const MAX_WORKING: usize = 128;
/// Under overload, whoever does not wait in order waits for the limit divided by this: a long queue makes everybody late, and no
/// more are served.
const OVERLOAD_DIVISOR: u32 = 20;
/// There is overload until nobody was turned away for the limit times this.
const OVERLOAD_FACTOR: u32 = 10;

tokio::task_local! {
    static PLACE: Place;
}

/// What a request is for. Under load, what finishes a payment goes before what begins one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A read, or an action on what exists.
    Existing,
    /// A new payment or session.
    New,
}

/// The places of one instance.
#[derive(Clone)]
pub struct Places(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    wait_limit: Duration,
    turned_away: AtomicU64,
}

struct State {
    /// Requests with a place. It may be above [`MAX_WORKING`] for a moment, because a request that comes back from
    /// [`outside`] does not wait.
    working: usize,
    /// The time at which a request was turned away last.
    turned_away: Option<Instant>,
    queue: Queue<oneshot::Sender<Place>>,
}

/// No place became free in time. Nothing was done.
#[derive(Debug, PartialEq, Eq)]
pub struct Overloaded;

/// The right to work. It is given back when it is dropped.
pub struct Place(Option<Arc<Shared>>);

impl Places {
    /// `wait_limit` is the time for which a request waits for a place when there is no overload.
    pub fn new(wait_limit: Duration) -> Self {
        let state = Mutex::new(State { working: 0, turned_away: None, queue: Queue::default() });
        Self(Arc::new(Shared { state, wait_limit, turned_away: AtomicU64::new(0) }))
    }

    /// Waits for a place.
    pub async fn take(&self, purpose: Purpose) -> Result<Place, Overloaded> {
        let Some((turn, limit)) = self.enter(purpose) else {
            return Ok(Place(Some(Arc::clone(&self.0))));
        };
        // A sender that was dropped did not fit into the queue.
        let place = timeout(limit, turn).await.ok().and_then(Result::ok);
        place.ok_or_else(|| {
            self.0.turn_away();
            Overloaded
        })
    }

    /// Takes a free place, or a turn in the queue and the time to wait for it.
    fn enter(&self, purpose: Purpose) -> Option<(oneshot::Receiver<Place>, Duration)> {
        let mut state = self.0.state();
        if state.working < MAX_WORKING {
            state.working += 1;
            return None;
        }
        let (sender, turn) = oneshot::channel();
        let position = state.queue.push(purpose, sender);
        let limit = self.0.wait_limit;
        let is_short = position == Position::Behind && state.is_overloaded(limit);
        Some((turn, if is_short { limit / OVERLOAD_DIVISOR } else { limit }))
    }

    /// The number of requests that were turned away since the start.
    pub fn turned_away(&self) -> u64 {
        self.0.turned_away.load(Ordering::Relaxed)
    }
}

impl State {
    fn is_overloaded(&self, limit: Duration) -> bool {
        let Some(last) = self.turned_away else { return false };
        steady_now().saturating_duration_since(last) < limit * OVERLOAD_FACTOR
    }
}

impl Shared {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
        self.state().turned_away = Some(steady_now());
    }

    /// Passes the place on to the next in the queue that still waits.
    fn leave(self: &Arc<Self>) {
        loop {
            let mut state = self.state();
            // Those who came back without waiting are not replaced.
            if state.working > MAX_WORKING {
                state.working -= 1;
                return;
            }
            let Some(next) = state.queue.pop(oneshot::Sender::is_closed) else {
                state.working -= 1;
                return;
            };
            drop(state);
            match next.send(Place(Some(Arc::clone(self)))) {
                Ok(()) => return,
                // It has gone. The place is still to be passed on.
                Err(mut place) => drop(place.0.take()),
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(shared) = self.0.take() {
            shared.leave();
        }
    }
}

impl Place {
    /// Runs the work of the request that has this place.
    pub async fn work<F: Future>(self, work: F) -> F::Output {
        PLACE.scope(self, work).await
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a request waits for its turn: nothing that is stored depends on it"
)]
fn steady_now() -> Instant {
    Instant::now()
}

/// Waits for somebody else: the bank, the rest of a body, another request. If that takes time, another request works in this
/// one's place, and this one goes on without waiting for a place as soon as it can. Without a place it just waits.
pub async fn outside<F: Future>(wait: F) -> F::Output {
    let mut wait = pin!(wait);
    let mut away = None;
    poll_fn(|context| match wait.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(output),
        Poll::Pending => {
            if away.is_none() {
                away = PLACE.try_with(|place| place.0.as_ref().map(Away::from)).ok().flatten();
            }
            Poll::Pending
        }
    })
    .await
}

/// The time without a place.
struct Away(Arc<Shared>);

impl Away {
    fn from(shared: &Arc<Shared>) -> Self {
        shared.leave();
        Self(Arc::clone(shared))
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.0.state().working += 1;
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::Notify;

    use super::*;

    const AT_ONCE: Duration = Duration::from_millis(1);
    const LONG: Duration = Duration::from_secs(60);

    async fn fill(places: &Places) -> Vec<Place> {
        let mut taken = Vec::new();
        for _ in 0..MAX_WORKING {
            taken.push(places.take(Purpose::New).await.unwrap());
        }
        taken
    }

    #[tokio::test]
    async fn without_a_free_place_a_request_is_turned_away_in_time() {
        let places = Places::new(AT_ONCE);
        let mut taken = fill(&places).await;
        assert!(places.take(Purpose::Existing).await.is_err());
        assert_eq!(places.turned_away(), 1);
        drop(taken.pop());
        // The one that went away does not get the place.
        assert!(places.take(Purpose::New).await.is_ok());
    }

    #[tokio::test]
    async fn under_overload_those_behind_wait_for_a_shorter_time() {
        let limit = Duration::from_millis(200);
        let places = Places::new(limit);
        let _taken = fill(&places).await;
        let wait = |places: &Places| places.enter(Purpose::New).unwrap().1;
        assert!(places.take(Purpose::Existing).await.is_err());
        // Those who wait in order have the whole time.
        assert_eq!(wait(&places), limit);
        while places.0.state().queue.push(Purpose::New, oneshot::channel().0) == Position::InOrder {}
        assert_eq!(wait(&places), limit / OVERLOAD_DIVISOR);
        places.0.state().turned_away = steady_now().checked_sub(limit * OVERLOAD_FACTOR);
        assert_eq!(wait(&places), limit);
    }

    #[tokio::test]
    async fn a_place_is_passed_on_to_who_waits() {
        let places = Places::new(LONG);
        let mut taken = fill(&places).await;
        let waiting = tokio::spawn({
            let places = places.clone();
            async move { places.take(Purpose::New).await.is_ok() }
        });
        tokio::task::yield_now().await;
        drop(taken.pop());
        assert!(waiting.await.unwrap());
        taken.clear();
        assert_eq!(places.0.state().working, 0);
    }

    #[tokio::test]
    async fn whoever_waits_for_the_bank_holds_no_place() {
        let places = Places::new(AT_ONCE);
        let bank = Arc::new(Notify::new());
        let asking: Vec<_> = fill(&places)
            .await
            .into_iter()
            .map(|place| {
                let bank = Arc::clone(&bank);
                tokio::spawn(place.work(async move { outside(bank.notified()).await }))
            })
            .collect();
        // Each of them has run until it waits.
        while places.0.state().working > 0 {
            tokio::task::yield_now().await;
        }
        let others = fill(&places).await;
        bank.notify_waiters();
        for asking in asking {
            asking.await.unwrap();
        }
        assert_eq!(places.0.state().working, MAX_WORKING);
        drop(others);
        assert_eq!(places.0.state().working, 0);
    }
}
