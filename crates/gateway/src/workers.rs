//! What every instance does when nobody asks: one list, with how far each worker is behind.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::work::Work;
use jiff::{SignedDuration, Timestamp};

use crate::{Gateway, Refusal, housekeeping, notifications, remittance, sessions, work};

/// A kind of work that is due by the clock. All instances share it, and the store says who does what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    /// Settles what banks were asked and did not answer.
    Reconcile,
    /// Makes deferred captures on their day.
    Capture,
    /// Ends authorisations whose time has run out.
    Expire,
    /// Gathers the remittances of days that are over.
    Remit,
    /// Ends sessions whose time has run out.
    Sessions,
    /// Sends notifications.
    Notifications,
    /// Removes claims and idempotency records that have ended.
    Forget,
}

impl Worker {
    pub const ALL: [Self; 7] = [
        Self::Reconcile,
        Self::Capture,
        Self::Expire,
        Self::Remit,
        Self::Sessions,
        Self::Notifications,
        Self::Forget,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Reconcile => "reconcile",
            Self::Capture => "capture",
            Self::Expire => "expire",
            Self::Remit => "remit",
            Self::Sessions => "sessions",
            Self::Notifications => "notifications",
            Self::Forget => "forget",
        }
    }

    /// The pause between two rounds, where the first has not found more than it could do.
    pub const fn pause(self) -> Duration {
        match self {
            Self::Notifications => Duration::from_millis(250),
            Self::Reconcile => Duration::from_millis(500),
            Self::Capture | Self::Expire | Self::Sessions => Duration::from_secs(1),
            // Five thousand rows a round keep up with a thousand payments a second.
            Self::Forget => Duration::from_secs(5),
            Self::Remit => Duration::from_secs(10),
        }
    }

    /// One round. Returns how many things were done.
    pub async fn round(self, gateway: &Gateway) -> Result<usize, Refusal> {
        match self {
            Self::Reconcile => work::reconcile(gateway).await,
            Self::Capture => work::capture_deferred(gateway).await,
            Self::Expire => work::expire(gateway).await,
            Self::Remit => remittance::remit(gateway).await,
            Self::Sessions => sessions::expire_overdue(gateway).await,
            Self::Notifications => notifications::round(gateway).await,
            Self::Forget => housekeeping::forget_what_has_ended(gateway).await.map(|()| 0),
        }
    }

    /// When the oldest thing was, or will be, due that is not done. `None` for a worker that is never behind.
    async fn oldest_due(self, gateway: &Gateway) -> Result<Option<Option<Timestamp>>, Refusal> {
        Ok(Some(match self {
            Self::Reconcile => gateway.store.oldest_work(Work::Reconcile).await?,
            Self::Capture => gateway.store.oldest_work(Work::Capture).await?,
            Self::Expire => gateway.store.oldest_work(Work::Expire).await?,
            Self::Remit => remittance::oldest_due(gateway).await?,
            Self::Sessions => gateway.store.oldest_overdue_session().await?,
            Self::Notifications => gateway.store.oldest_notification().await?,
            Self::Forget => return Ok(None),
        }))
    }
}

/// How far each worker is behind, as it was when it was last measured.
#[derive(Default)]
pub struct Lags(Mutex<Vec<(Worker, SignedDuration)>>);

impl Lags {
    /// Nothing before the first measurement.
    pub fn last(&self) -> Vec<(Worker, SignedDuration)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Measures how long the oldest thing has been due that each worker has not done, whichever instance will do it. What was
/// tried and is to be tried again is due when it is to be tried again.
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
