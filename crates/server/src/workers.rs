//! Workers that run beside the requests in every instance. They share the work, which is in the store.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use gateway::{Gateway, Refusal, Worker, measure_lags};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use crate::{
    deliveries,
    tasks::{Tasks, supervise},
};

/// A task from its start to its end.
type Run = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The name of the task that measures the lags.
pub(crate) const LAG: &str = "lag";

/// The pause between two measurements of the lags.
const LAG_PAUSE: Duration = Duration::from_secs(2);
/// The number of measurements of which one is logged: one a minute.
const MEASUREMENTS_PER_LINE: u32 = 30;
/// The lag from which a warning is logged, in milliseconds.
const LONG_LAG_MS: i128 = 60_000;

/// Starts the workers. They end at their next pause after `stop` is true. One that panics is started again.
pub(crate) fn start(gateway: &Arc<Gateway>, tasks: &Arc<Tasks>, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut set = JoinSet::new();
    let mut supervised = |name, task: Box<dyn Fn() -> Run + Send + Sync>| {
        set.spawn(supervise(Arc::clone(tasks), name, stop.clone(), task));
    };
    for worker in Worker::ALL {
        let (gateway, tasks, stop) = (Arc::clone(gateway), Arc::clone(tasks), stop.clone());
        tasks.sign(worker.name());
        let task = move || {
            let (gateway, tasks, stop) = (Arc::clone(&gateway), Arc::clone(&tasks), stop.clone());
            let run = async move {
                // Notifications have a loop of their own, so that slow servers of merchants hold up no round.
                if worker == Worker::Notifications {
                    deliveries::run(gateway, tasks, stop).await;
                } else {
                    let round = |gateway: Arc<Gateway>| async move { worker.round(&gateway).await };
                    let pause = move |done| worker.pause_after(done);
                    repeat(worker.name(), pause, stop, tasks, Arc::clone(&gateway), round).await;
                    if matches!(worker, Worker::Logins | Worker::Limits | Worker::Audit) {
                        record_the_rest(worker, &gateway).await;
                    }
                }
            };
            Box::pin(run) as Run
        };
        supervised(worker.name(), Box::new(task));
    }
    let count = Arc::new(AtomicU32::new(0));
    let (gateway, tasks, stop) = (Arc::clone(gateway), Arc::clone(tasks), stop.clone());
    tasks.sign(LAG);
    let measure = move || {
        let (count, gateway, tasks, stop) =
            (Arc::clone(&count), Arc::clone(&gateway), Arc::clone(&tasks), stop.clone());
        let round = move |gateway: Arc<Gateway>| {
            let number = count.fetch_add(1, Ordering::Relaxed);
            async move {
                measure_lags(&gateway).await?;
                if number.is_multiple_of(MEASUREMENTS_PER_LINE) {
                    log_lags(&gateway);
                }
                Ok(0)
            }
        };
        Box::pin(repeat(LAG, |_| LAG_PAUSE, stop, tasks, gateway, round)) as Run
    };
    supervised(LAG, Box::new(measure));
    set
}

/// Writes what this process has counted since the last round, because it would end with the process.
async fn record_the_rest(worker: Worker, gateway: &Gateway) {
    if let Err(refusal) = worker.round(gateway).await {
        tracing::warn!(worker = worker.name(), ?refusal, "what was counted last could not be written");
    }
}

/// Runs rounds until `stop` is true. A round that fails is logged and repeated: a worker never ends by
/// itself.
async fn repeat<F>(
    name: &'static str,
    pause_after: impl Fn(usize) -> Duration,
    mut stop: watch::Receiver<bool>,
    tasks: Arc<Tasks>,
    gateway: Arc<Gateway>,
    round: impl Fn(Arc<Gateway>) -> F,
) where
    F: Future<Output = Result<usize, Refusal>>,
{
    while !*stop.borrow() {
        let outcome = round(Arc::clone(&gateway)).await;
        tasks.sign(name);
        let pause = pause_after(*outcome.as_ref().unwrap_or(&0));
        log(name, outcome);
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// The workers whose rounds fill no log: a backlog takes up to twenty rounds a second, for hours, and each payment writes audit lines.
const QUIET: [Worker; 3] = [Worker::Retention, Worker::Reseal, Worker::Audit];

fn log(worker: &'static str, outcome: Result<usize, Refusal>) {
    match outcome {
        Ok(0) => {}
        Ok(done) if QUIET.map(Worker::name).contains(&worker) => {
            tracing::debug!(worker, done, "a round of work");
        }
        Ok(done) => tracing::info!(worker, done, "a round of work"),
        Err(refusal) => tracing::warn!(worker, ?refusal, "a round failed; the next one tries again"),
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Returns what the log holds at the level that is set by default.
    fn lines(work: impl FnOnce()) -> String {
        let (mut reader, writer) = io::pipe().unwrap();
        let make_writer = move || writer.try_clone().unwrap();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::INFO)
            .with_ansi(false)
            .with_writer(make_writer)
            .finish();
        tracing::subscriber::with_default(subscriber, work);
        io::read_to_string(&mut reader).unwrap()
    }

    #[test]
    fn a_backlog_of_what_is_to_be_forgotten_fills_no_log() {
        let written = lines(|| {
            log(Worker::Retention.name(), Ok(50));
            log(Worker::Capture.name(), Ok(1));
            log(Worker::Retention.name(), Err(Refusal::Unavailable));
        });
        let levels: Vec<_> = written.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        assert_eq!(levels, ["INFO", "WARN"], "{written}");
    }
}
