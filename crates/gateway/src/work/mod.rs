//! What is done when nobody asks: banks that did not answer, deferred captures, authorisations that run out.
//!
//! Every instance does all of it. Work is taken by lease: what an instance took and did not do, because it died, is
//! given to another when the lease ends.

mod capture;
mod expire;
mod reconcile;

pub use capture::capture_deferred;
pub use expire::expire;
pub use reconcile::reconcile;

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use domain::{ledger::Ledger, work::Work};
use futures_util::stream::{self, StreamExt as _};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Gateway, Refusal,
    asking::later,
    ports::{CommitError, Versioned},
    remittance, sessions,
};

/// Ledgers taken in one round.
const MOST: usize = 128;
/// Banks waited for at a time: one that stays silent holds up few others.
const AT_ONCE: usize = 32;
/// For the first commit on a ledger that was taken, which ends the lease.
const LEASE: SignedDuration = SignedDuration::from_secs(20);

/// Takes what is due of a kind and does it; answers how many ledgers were moved on.
async fn round<'a, F>(
    gateway: &'a Gateway,
    work: Work,
    mut job: impl FnMut(Versioned<Ledger>) -> F,
) -> Result<usize, Refusal>
where
    F: Future<Output = Result<(), Refusal>> + 'a,
{
    let now = gateway.clock.now();
    let taken = gateway.store.take_work(work, now, later(now, LEASE), MOST).await?;
    // Where the store is away none is begun any more. Those that have begun are heard out: what a bank says must not be
    // dropped because of another payment.
    let failed = AtomicBool::new(false);
    let begun = taken.into_iter().take_while(|_| !failed.load(Ordering::Relaxed));
    let mut outcomes = stream::iter(begun).map(&mut job).buffer_unordered(AT_ONCE);
    let (mut moved, mut failure) = (0, None);
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Ok(()) => moved += 1,
            Err(error) => {
                failed.store(error == Refusal::Unavailable, Ordering::Relaxed);
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(moved), Err)
}

/// The request itself was faster, or another instance had drawn the same id: whatever is still to be done comes up again.
fn or_leave(outcome: Result<(), CommitError>) -> Result<(), Refusal> {
    match outcome {
        Ok(()) | Err(CommitError::Stale | CommitError::IdTaken) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// How far each worker is behind, as it was when it was last measured.
#[derive(Default)]
pub struct Lags(Mutex<Vec<(&'static str, SignedDuration)>>);

impl Lags {
    /// Nothing before the first measurement.
    pub fn last(&self) -> Vec<(&'static str, SignedDuration)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Measures how long the oldest thing has been due that each worker has not done, whichever instance will do it. What
/// was tried and is to be tried again is due when it is to be tried again.
pub async fn measure_lags(gateway: &Gateway) -> Result<(), Refusal> {
    let now = gateway.clock.now();
    let mut lags = Vec::with_capacity(6);
    for (name, work) in [("reconcile", Work::Reconcile), ("capture", Work::Capture), ("expire", Work::Expire)]
    {
        let oldest = gateway.store.oldest_work(work).await?;
        lags.push((name, behind(oldest, now)));
    }
    lags.push(("remit", behind(remittance::oldest_due(gateway).await?, now)));
    lags.push(("sessions", behind(sessions::oldest_due(gateway).await?, now)));
    lags.push(("notifications", behind(gateway.store.oldest_notification().await?, now)));
    *gateway.lags.0.lock().unwrap_or_else(PoisonError::into_inner) = lags;
    Ok(())
}

fn behind(due: Option<Timestamp>, now: Timestamp) -> SignedDuration {
    due.map_or(SignedDuration::ZERO, |due| now.duration_since(due)).max(SignedDuration::ZERO)
}
