//! The list of background workers, and the lag of each.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::work::Work;
use jiff::{SignedDuration, Timestamp};

use crate::{
    Gateway, Refusal, audit_chain,
    caller::{Actor, Caller},
    failed_logins, housekeeping,
    keys::resealing,
    limits, notifications, payouts, remittance, retention, sessions, transactions, work,
};

/// A kind of background work. Every instance runs all of them, and leases in the store say which instance does what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    /// Finishes questions that banks did not answer.
    Reconcile,
    /// Makes deferred captures on their day.
    Capture,
    /// Ends authorisations whose time has run out.
    Expire,
    /// Closes the remittances of days that are over.
    Remit,
    /// Asks banks what has become of transfers, and closes the files of days that are over.
    Transfers,
    /// Ends sessions whose time has run out.
    Sessions,
    /// Sends notifications.
    Notifications,
    /// Removes claims and idempotency records that have ended.
    Forget,
    /// Forgets what was kept for its time.
    Retention,
    /// Records failed logins in the audit log.
    Logins,
    /// Adds up what the instances have counted for limits.
    Limits,
    /// Takes over new data keys, and seals anew what old ones have sealed.
    Reseal,
    /// Records uses of keys, and gathers audit lines into blocks.
    Audit,
    /// Lists transactions, so that the collection finds them by an index.
    Listing,
}

/// The number of things done from which a round is taken to have left more.
const FULL_ROUND: usize = 50;

impl Worker {
    pub const ALL: [Self; 14] = [
        Self::Reconcile,
        Self::Capture,
        Self::Expire,
        Self::Remit,
        Self::Transfers,
        Self::Sessions,
        Self::Notifications,
        Self::Forget,
        Self::Retention,
        Self::Logins,
        Self::Limits,
        Self::Reseal,
        Self::Audit,
        Self::Listing,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Reconcile => "reconcile",
            Self::Capture => "capture",
            Self::Expire => "expire",
            Self::Remit => "remit",
            Self::Transfers => "transfers",
            Self::Sessions => "sessions",
            Self::Notifications => "notifications",
            Self::Forget => "forget",
            Self::Retention => "retention",
            Self::Logins => "logins",
            Self::Limits => "limits",
            Self::Reseal => "reseal",
            Self::Audit => "audit",
            Self::Listing => "listing",
        }
    }

    /// Returns the pause before the next round, where the last one has done all that was due.
    pub const fn pause(self) -> Duration {
        match self {
            Self::Notifications => Duration::from_millis(250),
            Self::Reconcile => Duration::from_millis(500),
            Self::Capture | Self::Expire | Self::Sessions | Self::Transfers => Duration::from_secs(1),
            // For so long somebody may remove a line that nobody misses.
            Self::Audit | Self::Limits => Duration::from_secs(2),
            // Five thousand rows a round keep up with a thousand payments a second.
            Self::Forget | Self::Retention | Self::Logins | Self::Reseal | Self::Listing => {
                Duration::from_secs(5)
            }
            Self::Remit => Duration::from_secs(10),
        }
    }

    /// Returns the pause after a round that did so much, which has perhaps not done all.
    pub fn pause_after(self, done: usize) -> Duration {
        match self {
            _ if done < FULL_ROUND => self.pause(),
            // Nobody waits for it, and payments use the store meanwhile.
            Self::Retention | Self::Audit => Duration::from_millis(50),
            Self::Reseal | Self::Listing => Duration::from_millis(25),
            _ => Duration::ZERO,
        }
    }

    /// Runs one round. Returns the number of things done. A round of notifications waits until all of them are sent; `serve`
    /// sends them as tasks of their own instead, so that a slow merchant delays no other.
    pub async fn round(self, gateway: &Gateway) -> Result<usize, Refusal> {
        Caller::of(Actor::Worker(self.name())).run(self.one_round(gateway)).await
    }

    async fn one_round(self, gateway: &Gateway) -> Result<usize, Refusal> {
        match self {
            Self::Reconcile => work::reconcile(gateway).await,
            Self::Capture => work::capture_deferred(gateway).await,
            Self::Expire => work::expire(gateway).await,
            Self::Remit => remittance::remit(gateway).await,
            Self::Transfers => payouts::round(gateway).await,
            Self::Sessions => sessions::expire_overdue(gateway).await,
            Self::Notifications => notifications::round(gateway).await,
            Self::Forget => housekeeping::forget_what_has_ended(gateway).await.map(|()| 0),
            Self::Retention => retention::round(gateway, FULL_ROUND).await,
            Self::Logins => failed_logins::record(gateway).await,
            Self::Limits => limits::share(gateway).await.map(|()| 0),
            Self::Reseal => resealing::round(gateway).await,
            Self::Audit => audit_chain::round(gateway, FULL_ROUND).await,
            Self::Listing => transactions::listing::round(gateway).await,
        }
    }

    /// Returns when the oldest thing not done was, or will be, due. The outer `None` is for a worker without a lag, the
    /// inner one for a worker with nothing to do.
    async fn oldest_due(self, gateway: &Gateway) -> Result<Option<Option<Timestamp>>, Refusal> {
        Ok(Some(match self {
            Self::Reconcile => gateway.store.oldest_work(Work::Reconcile).await?,
            Self::Capture => gateway.store.oldest_work(Work::Capture).await?,
            Self::Expire => gateway.store.oldest_work(Work::Expire).await?,
            Self::Remit => remittance::oldest_due(gateway).await?,
            Self::Transfers => payouts::oldest_due(gateway).await?,
            Self::Sessions => gateway.store.oldest_overdue_session().await?,
            Self::Notifications => gateway.store.oldest_notification().await?,
            Self::Audit => audit_chain::oldest_due(gateway).await?,
            Self::Listing => transactions::listing::oldest_due(gateway).await?,
            Self::Forget | Self::Retention | Self::Logins | Self::Limits | Self::Reseal => {
                return Ok(None);
            }
        }))
    }
}

/// The lag of each worker when it was last measured.
#[derive(Default)]
pub struct Lags(Mutex<Vec<(Worker, SignedDuration)>>);

impl Lags {
    /// Returns the last measurement; empty before the first.
    pub fn last(&self) -> Vec<(Worker, SignedDuration)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Measures each worker's lag: how long its oldest thing has been due, for all instances together. A failed thing is due at
/// its next try.
pub async fn measure_lags(gateway: &Gateway) -> Result<(), Refusal> {
    let now = gateway.clock.now();
    let mut lags = Vec::with_capacity(Worker::ALL.len());
    for worker in Worker::ALL {
        if let Some(due) = worker.oldest_due(gateway).await? {
            let behind = due.map_or(SignedDuration::ZERO, |due| now.duration_since(due));
            lags.push((worker, behind.max(SignedDuration::ZERO)));
        }
    }
    *gateway.lags.0.lock().unwrap_or_else(PoisonError::into_inner) = lags;
    Ok(())
}
