//! What runs beside the requests.

use std::{future::Future, sync::Arc, time::Duration};

use gateway::{Gateway, Refusal, housekeeping, payments};
use tokio::{sync::watch, task::JoinSet, time::sleep};

const RECONCILE_EVERY: Duration = Duration::from_millis(500);
/// With five thousand rows a time, a thousand payments a second are kept up with.
const FORGET_EVERY: Duration = Duration::from_secs(5);

/// They end at their next pause after `stop` turns true.
pub(crate) fn start(gateway: &Arc<Gateway>, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let (ours, theirs) = (Arc::clone(gateway), Arc::clone(gateway));
    workers.spawn(repeat("reconcile", RECONCILE_EVERY, stop.clone(), move || {
        let gateway = Arc::clone(&ours);
        async move {
            let moved = payments::reconcile(&gateway).await?;
            if moved > 0 {
                tracing::info!(moved, "finished payments whose bank had not answered");
            }
            Ok(())
        }
    }));
    workers.spawn(repeat("forget", FORGET_EVERY, stop.clone(), move || {
        let gateway = Arc::clone(&theirs);
        async move { housekeeping::forget_what_has_ended(&gateway).await }
    }));
    workers
}

/// A round that fails is told and tried again: a worker never ends by itself.
async fn repeat<F>(
    name: &'static str,
    every: Duration,
    mut stop: watch::Receiver<bool>,
    mut round: impl FnMut() -> F,
) where
    F: Future<Output = Result<(), Refusal>>,
{
    while !*stop.borrow() {
        if let Err(refusal) = round().await {
            tracing::warn!(worker = name, ?refusal, "a round failed; the next one tries again");
        }
        tokio::select! {
            () = sleep(every) => {}
            _ = stop.changed() => {}
        }
    }
}
