//! A pool that limits the number of connections and the time of waiting for one.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{address::Address, error::ConnectError, session::Session};

/// How long a caller waits for a connection to come free.
const PLACE_LIMIT: Duration = Duration::from_secs(5);
/// How many callers may wait, for each connection, before those are turned away who only begin something. A commit takes
/// about a millisecond, so that these have a fair chance within [`PLACE_LIMIT`].
const WAITING_PER_CONNECTION: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgency {
    /// For a caller who begins something, and may be turned away while nothing is done yet.
    Low,
    High,
}

pub(super) struct Pool {
    address: Address,
    statement_limit: Duration,
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    max_waiting: usize,
    /// The one that was used last is used next: those beyond what is needed stay idle.
    idle: Mutex<Vec<Session>>,
}

impl Pool {
    pub(super) fn new(address: Address, connections: usize, statement_limit: Duration) -> Self {
        Self {
            address,
            statement_limit,
            places: Arc::new(Semaphore::new(connections)),
            waiting: AtomicUsize::new(0),
            max_waiting: connections * WAITING_PER_CONNECTION,
            idle: Mutex::default(),
        }
    }

    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    pub(super) async fn take(self: &Arc<Self>, urgency: Urgency) -> Result<PooledSession, ConnectError> {
        let place = self.wait(urgency).await?;
        let session = match self.take_idle() {
            Some(session) => session,
            None => Session::open(&self.address, self.statement_limit).await?,
        };
        Ok(PooledSession { pool: Arc::clone(self), session: Some(session), _place: place })
    }

    async fn wait(&self, urgency: Urgency) -> Result<OwnedSemaphorePermit, ConnectError> {
        let waiting = Waiting::begin(&self.waiting);
        if urgency == Urgency::Low && waiting.before > self.max_waiting {
            return Err(ConnectError::TooManyWaiting);
        }
        let place = timeout(PLACE_LIMIT, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| ConnectError::NoFreeConnection(PLACE_LIMIT))?;
        Ok(place.expect("the semaphore is never closed"))
    }

    /// A session that broke while it was idle is dropped.
    fn take_idle(&self) -> Option<Session> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| idle.pop()).find(Session::is_usable)
    }
}

/// A caller who waits; counted until the waiting ends or is given up.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    /// How many waited already.
    before: usize,
}

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        Self { count, before: count.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A session that goes back to the pool when this is dropped, unless it is broken or in the middle of something.
pub(super) struct PooledSession {
    pool: Arc<Pool>,
    session: Option<Session>,
    /// Given up after the session is back.
    _place: OwnedSemaphorePermit,
}

const HELD: &str = "the session is there until the lease is dropped";

impl Deref for PooledSession {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session.as_ref().expect(HELD)
    }
}

impl DerefMut for PooledSession {
    fn deref_mut(&mut self) -> &mut Session {
        self.session.as_mut().expect(HELD)
    }
}

impl Drop for PooledSession {
    fn drop(&mut self) {
        if let Some(session) = self.session.take().filter(Session::is_usable) {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        }
    }
}
