//! The tasks that run for as long as the process serves. One that ends by a panic is started again after a pause.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, sleep},
};
use web::Vitals;

use crate::telemetry;

/// The pause before a task is started again.
const RESTART_PAUSE: Duration = Duration::from_secs(1);

/// What is known of each task. `/health/ready` tells it.
pub(crate) struct Tasks {
    /// A task that has given no sign for longer than this is reported as silent.
    silence_limit: Duration,
    known: Mutex<BTreeMap<&'static str, Life>>,
    /// The tasks that panic once, at their next start.
    panics: Mutex<Vec<&'static str>>,
}

#[derive(Default)]
struct Life {
    /// `None` for a task that gives no signs, such as a listener.
    last_sign: Option<Instant>,
    restarts: u32,
}

impl Tasks {
    pub(crate) fn new(silence_limit: Duration, panics: Vec<&'static str>) -> Self {
        Self { silence_limit, known: Mutex::default(), panics: Mutex::new(panics) }
    }

    /// Whether the task is to panic now.
    fn panics(&self, name: &'static str) -> bool {
        let mut panics = self.panics.lock().unwrap_or_else(PoisonError::into_inner);
        let before = panics.len();
        panics.retain(|planted| *planted != name);
        panics.len() < before
    }

    /// Records that a task works: it has ended a round, well or not.
    pub(crate) fn sign(&self, name: &'static str) {
        self.known().entry(name).or_default().last_sign = Some(Instant::now());
    }

    fn restarted(&self, name: &'static str) {
        let mut known = self.known();
        let life = known.entry(name).or_default();
        life.restarts = life.restarts.saturating_add(1);
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<&'static str, Life>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vitals for Tasks {
    fn silent_tasks(&self) -> Vec<&'static str> {
        let now = Instant::now();
        let silent =
            |life: &Life| life.last_sign.is_some_and(|sign| now.duration_since(sign) > self.silence_limit);
        self.known().iter().filter(|(_, life)| silent(life)).map(|(name, _)| *name).collect()
    }

    fn restarts(&self) -> u32 {
        self.known().values().map(|life| life.restarts).sum()
    }

    fn lost_log_lines(&self) -> u64 {
        telemetry::lost_lines()
    }
}

/// Runs a task until `stop` is true and it has ended. Starts it again where it ended before.
pub(crate) async fn supervise<F>(
    tasks: Arc<Tasks>,
    name: &'static str,
    mut stop: watch::Receiver<bool>,
    task: impl Fn() -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        let (panics, task) = (tasks.panics(name), task());
        let outcome = tokio::spawn(async move {
            assert!(!panics, "sandbox.panics names {name}");
            task.await;
        });
        let outcome = outcome.await;
        if *stop.borrow() {
            return;
        }
        tasks.restarted(name);
        // The panic itself was logged where it happened.
        tracing::error!(task = name, panicked = outcome.is_err(), "a task has ended; it is started again");
        tokio::select! {
            () = sleep(RESTART_PAUSE) => {}
            _ = stop.changed() => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const LIMIT: Duration = Duration::from_secs(60);

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_comes_back() {
        let tasks = Arc::new(Tasks::new(LIMIT, Vec::new()));
        let (stop, stopped) = watch::channel(false);
        let starts = Arc::new(AtomicU32::new(0));
        let (count, until) = (Arc::clone(&starts), stopped.clone());
        let task = move || {
            let number = count.fetch_add(1, Ordering::SeqCst);
            let mut until = until.clone();
            async move {
                assert!(number >= 2, "the first two runs fail");
                let _ = until.changed().await;
            }
        };
        let supervised = tokio::spawn(supervise(Arc::clone(&tasks), "worker", stopped, task));
        sleep(RESTART_PAUSE * 3).await;
        assert_eq!((starts.load(Ordering::SeqCst), tasks.restarts()), (3, 2));
        stop.send(true).unwrap();
        supervised.await.unwrap();
        assert_eq!(starts.load(Ordering::SeqCst), 3, "it is not started again at the end");
    }

    /// A listener ends only by a fault, and then without a panic as well.
    #[tokio::test(start_paused = true)]
    async fn a_task_that_ends_comes_back() {
        let tasks = Arc::new(Tasks::new(LIMIT, vec!["listener"]));
        let (stop, stopped) = watch::channel(false);
        let starts = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&starts);
        let task = move || {
            let count = Arc::clone(&count);
            async move {
                count.fetch_add(1, Ordering::SeqCst);
            }
        };
        let supervised = tokio::spawn(supervise(Arc::clone(&tasks), "listener", stopped, task));
        sleep(RESTART_PAUSE * 7 / 2).await;
        assert_eq!((starts.load(Ordering::SeqCst), tasks.restarts()), (3, 4), "the first one panicked");
        stop.send(true).unwrap();
        supervised.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_without_a_sign_of_life_is_silent() {
        let tasks = Tasks::new(LIMIT, Vec::new());
        tasks.sign("one");
        tasks.sign("other");
        sleep(LIMIT).await;
        tasks.sign("other");
        assert_eq!(tasks.silent_tasks(), [""; 0]);
        sleep(Duration::from_millis(1)).await;
        assert_eq!(tasks.silent_tasks(), ["one"]);
        tasks.sign("one");
        assert_eq!(tasks.silent_tasks(), [""; 0]);
    }
}
