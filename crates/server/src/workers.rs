//! What runs beside the requests, in every instance: they share the work, which lies in the store.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use gateway::{Gateway, Refusal, housekeeping, remittance, sessions, work};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use crate::deliveries;

const RECONCILE_EVERY: Duration = Duration::from_millis(500);
const LEDGERS_EVERY: Duration = Duration::from_secs(1);
const SESSIONS_EVERY: Duration = Duration::from_secs(1);
const REMIT_EVERY: Duration = Duration::from_secs(10);
/// With five thousand rows a time, a thousand payments a second are kept up with.
const FORGET_EVERY: Duration = Duration::from_secs(5);
const LAG_EVERY: Duration = Duration::from_secs(2);
/// Of so many measurements one goes to the log.
const TELL_EVERY: u32 = 30;
/// A round that did so much has left some.
const MANY: usize = 50;
/// A lag that somebody should look at.
const LONG_LAG_MS: i128 = 60_000;

/// They end at their next pause after `stop` turns true.
pub(crate) fn start(gateway: &Arc<Gateway>, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut workers = Workers { gateway, stop, set: JoinSet::new() };
    workers.add("reconcile", RECONCILE_EVERY, |gateway| async move { work::reconcile(&gateway).await });
    workers.add("capture", LEDGERS_EVERY, |gateway| async move { work::capture_deferred(&gateway).await });
    workers.add("expire", LEDGERS_EVERY, |gateway| async move { work::expire(&gateway).await });
    workers.add(
        "sessions",
        SESSIONS_EVERY,
        |gateway| async move { sessions::expire_overdue(&gateway).await },
    );
    workers.add("remit", REMIT_EVERY, |gateway| async move { remittance::remit(&gateway).await });
    workers.add("forget", FORGET_EVERY, |gateway| async move {
        housekeeping::forget_what_has_ended(&gateway).await.map(|()| 0)
    });
    let count = Arc::new(AtomicU32::new(0));
    workers.add("lag", LAG_EVERY, move |gateway| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move {
            work::measure_lags(&gateway).await?;
            if number.is_multiple_of(TELL_EVERY) {
                tell_lags(&gateway);
            }
            Ok(0)
        }
    });
    workers.set.spawn(deliveries::run(Arc::clone(gateway), stop.clone()));
    workers.set
}

struct Workers<'a> {
    gateway: &'a Arc<Gateway>,
    stop: &'a watch::Receiver<bool>,
    set: JoinSet<()>,
}

impl Workers<'_> {
    fn add<F>(
        &mut self,
        name: &'static str,
        every: Duration,
        round: impl Fn(Arc<Gateway>) -> F + Send + 'static,
    ) where
        F: Future<Output = Result<usize, Refusal>> + Send + 'static,
    {
        self.set.spawn(repeat(name, every, self.stop.clone(), Arc::clone(self.gateway), round));
    }
}

/// A round that fails is told and tried again: a worker never ends by itself.
async fn repeat<F>(
    name: &'static str,
    every: Duration,
    mut stop: watch::Receiver<bool>,
    gateway: Arc<Gateway>,
    round: impl Fn(Arc<Gateway>) -> F,
) where
    F: Future<Output = Result<usize, Refusal>>,
{
    while !*stop.borrow() {
        let outcome = round(Arc::clone(&gateway)).await;
        let more = matches!(outcome, Ok(done) if done >= MANY);
        match outcome {
            Ok(0) => {}
            Ok(done) => tracing::info!(worker = name, done, "a round of work"),
            Err(refusal) => {
                tracing::warn!(worker = name, ?refusal, "a round failed; the next one tries again");
            }
        }
        // There may be more: the next round begins at once.
        let every = if more { Duration::ZERO } else { every };
        tokio::select! {
            () = sleep(every) => {}
            _ = stop.changed() => {}
        }
    }
}

/// How far the workers of all instances together are behind; `/health/ready` tells the same.
fn tell_lags(gateway: &Gateway) {
    for (worker, lag) in gateway.lags.last() {
        let lag_ms = lag.as_millis();
        if lag_ms > LONG_LAG_MS {
            tracing::warn!(worker, lag_ms, "work has been due for long");
        } else {
            tracing::info!(worker, lag_ms, "lag");
        }
    }
}
