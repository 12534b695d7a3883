//! A limited number of connections, and a limited time to wait for one.

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

/// How long a caller waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many callers may wait for each connection. Beyond that, callers that only begin something are refused. A
/// commit takes about a millisecond, so those that wait are likely to get a connection within [`PATIENCE`].
const WAITING_FOR_EACH: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgency {
    /// The caller begins something: nothing is done yet, so it may be refused.
    Low,
    High,
}

pub(super) struct Pool {
    address: Address,
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
    /// The last one used is taken first, so that those not needed stay idle.
    at_rest: Mutex<Vec<Session>>,
}

impl Pool {
    pub(super) fn new(address: Address, connections: usize) -> Self {
        Self {
            address,
            places: Arc::new(Semaphore::new(connections)),
            waiting: AtomicUsize::new(0),
            most_waiting: connections * WAITING_FOR_EACH,
            at_rest: Mutex::default(),
        }
    }

    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    pub(super) async fn take(self: &Arc<Self>, urgency: Urgency) -> Result<Lease, ConnectError> {
        let place = self.wait(urgency).await?;
        let session = match self.take_at_rest() {
            Some(session) => session,
            None => Session::open(&self.address).await?,
        };
        Ok(Lease { pool: Arc::clone(self), session: Some(session), _place: place })
    }

    async fn wait(&self, urgency: Urgency) -> Result<OwnedSemaphorePermit, ConnectError> {
        let waiting = Waiting::begin(&self.waiting);
        if urgency == Urgency::Low && waiting.before > self.most_waiting {
            return Err(ConnectError::Shed);
        }
        let place = timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| ConnectError::Crowded(PATIENCE))?;
        Ok(place.expect("the semaphore is never closed"))
    }

    /// Takes an idle session. Those that broke while they were idle are dropped.
    fn take_at_rest(&self) -> Option<Session> {
        let mut at_rest = self.at_rest.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| at_rest.pop()).find(Session::is_good)
    }
}

/// Counts one waiting caller until it is dropped, also if the caller gives up.
struct Waiting<'a> {
    count: &'a AtomicUsize,
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

/// A connection on loan. It returns to the pool when it is dropped, unless it is broken or in the middle of
/// something.
pub(super) struct Lease {
    pool: Arc<Pool>,
    session: Option<Session>,
    /// Released after the session has been returned.
    _place: OwnedSemaphorePermit,
}

const HELD: &str = "the session is there until the lease is dropped";

impl Deref for Lease {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session.as_ref().expect(HELD)
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut Session {
        self.session.as_mut().expect(HELD)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(session) = self.session.take().filter(Session::is_good) {
            self.pool.at_rest.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        }
    }
}
