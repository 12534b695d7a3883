//! Workers that run beside the requests in every instance. They share the work, which is in the store.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use gateway::{Gateway, Refusal, Worker, measure_lags};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use crate::deliveries;

/// The pause between two measurements of the lags.
const LAG_PAUSE: Duration = Duration::from_secs(2);
/// The number of measurements of which one is logged: one a minute.
const MEASUREMENTS_PER_LINE: u32 = 30;
/// The number of things done from which a round is taken to have left more, so that the next one begins at
/// once.
const FULL_ROUND: usize = 50;
/// The lag from which a warning is logged, in milliseconds.
const LONG_LAG_MS: i128 = 60_000;

/// Starts the workers. They end at their next pause after `stop` is true.
pub(crate) fn start(gateway: &Arc<Gateway>, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut set = JoinSet::new();
    for worker in Worker::ALL {
        // Notifications have a loop of their own, so that slow servers of merchants hold up no round.
        if worker != Worker::Notifications {
            let round = move |gateway: Arc<Gateway>| async move { worker.round(&gateway).await };
            set.spawn(repeat(worker.name(), worker.pause(), stop.clone(), Arc::clone(gateway), round));
        }
    }
    let count = Arc::new(AtomicU32::new(0));
    let measure = move |gateway: Arc<Gateway>| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move {
            measure_lags(&gateway).await?;
            if number.is_multiple_of(MEASUREMENTS_PER_LINE) {
                log_lags(&gateway);
            }
            Ok(0)
        }
    };
    set.spawn(repeat("lag", LAG_PAUSE, stop.clone(), Arc::clone(gateway), measure));
    set.spawn(deliveries::run(Arc::clone(gateway), stop.clone()));
    set
}

/// Runs rounds until `stop` is true. A round that fails is logged and repeated: a worker never ends by
/// itself.
async fn repeat<F>(
    name: &'static str,
    pause: Duration,
    mut stop: watch::Receiver<bool>,
    gateway: Arc<Gateway>,
    round: impl Fn(Arc<Gateway>) -> F,
) where
    F: Future<Output = Result<usize, Refusal>>,
{
    while !*stop.borrow() {
        let outcome = round(Arc::clone(&gateway)).await;
        let more = matches!(outcome, Ok(done) if done >= FULL_ROUND);
        match outcome {
            Ok(0) => {}
            Ok(done) => tracing::info!(worker = name, done, "a round of work"),
            Err(refusal) => {
                tracing::warn!(worker = name, ?refusal, "a round failed; the next one tries again");
            }
        }
        // More may be due, so the next round begins at once.
        let pause = if more { Duration::ZERO } else { pause };
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Logs how far the workers of all instances are behind; `/health/ready` shows the same.
fn log_lags(gateway: &Gateway) {
    for (worker, lag) in gateway.lags.last() {
        let (worker, lag_ms) = (worker.name(), lag.as_millis());
        if lag_ms > LONG_LAG_MS {
            tracing::warn!(worker, lag_ms, "work has been due for long");
        } else {
            tracing::info!(worker, lag_ms, "lag");
        }
    }
}
