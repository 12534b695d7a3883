//! Background work on ledgers: questions without an answer, deferred captures, authorisations that run out.
//!
//! Every instance does all of it. An instance leases the work that it takes; when it dies, another takes the work at the
//! lease's end.

mod capture;
mod expire;
mod reconcile;

pub use capture::capture_deferred;
pub use expire::expire;
pub use reconcile::reconcile;

use std::sync::atomic::{AtomicBool, Ordering};

use domain::{ledger::Ledger, work::Work};
use futures_util::stream::{self, StreamExt as _};
use jiff::SignedDuration;

use crate::{
    Gateway, Refusal,
    ports::{CommitError, Lease, Versioned},
};

/// Ledgers taken in one round.
const MAX_LEDGERS_PER_ROUND: usize = 128;
/// Ledgers worked on at a time, so that a bank that does not answer delays few others.
const MAX_CONCURRENT_LEDGERS: usize = 32;
/// A lease on a ledger lasts this long. The first commit on the ledger ends it.
const LEDGER_LEASE: SignedDuration = SignedDuration::from_secs(20);

/// Takes work of a kind that is due and does it. Returns the number of ledgers worked on.
async fn round<'a, F>(
    gateway: &'a Gateway,
    work: Work,
    mut job: impl FnMut(Versioned<Ledger>) -> F,
) -> Result<usize, Refusal>
where
    F: Future<Output = Result<(), Refusal>> + 'a,
{
    let lease = Lease::lasting(LEDGER_LEASE, gateway.clock.now());
    let taken = gateway.store.take_work(work, lease, MAX_LEDGERS_PER_ROUND).await?;
    // If the store is not available, no more work is begun. What has begun is finished, because a bank's
    // answer must not be dropped for the fault of another payment.
    let failed = AtomicBool::new(false);
    let begun = taken.into_iter().take_while(|_| !failed.load(Ordering::Relaxed));
    let mut outcomes = stream::iter(begun).map(&mut job).buffer_unordered(MAX_CONCURRENT_LEDGERS);
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

/// Ignores that another commit came first, or that an id was taken: work that remains is due again.
fn ignore_lost_race(outcome: Result<(), CommitError>) -> Result<(), Refusal> {
    match outcome {
        Ok(()) | Err(CommitError::Stale | CommitError::IdTaken) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
