//! The worker that tells merchants. Each notification is a task of its own, so that a slow merchant holds up nobody's
//! round; what was taken and is not sent, because the process dies, is sent by whoever takes it next.

use std::{sync::Arc, time::Duration};

use domain::notification::Notification;
use gateway::{Gateway, notifications};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};

/// Sent at a time, by one instance.
const PLACES: u32 = 256;
/// There is no use in asking for one as soon as one place is free.
const WORTH_ASKING: u32 = 64;
const EVERY: Duration = Duration::from_millis(250);

/// Ends when `stop` has turned true and everything that was begun has been heard or given up.
pub(crate) async fn run(gateway: Arc<Gateway>, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(PLACES as usize));
    while !*stop.borrow() {
        let begun = begin_due(&gateway, &places).await;
        let pause = async {
            if begun == Begun::AsManyAsThereArePlaces {
                // There may be more: as soon as many are through, or some are after a while.
                drop(timeout(EVERY, places.acquire_many(WORTH_ASKING)).await);
            } else {
                tokio::time::sleep(EVERY).await;
            }
        };
        tokio::select! {
            () = pause => {}
            _ = stop.changed() => {}
        }
    }
    drop(places.acquire_many(PLACES).await);
}

#[derive(PartialEq, Eq)]
enum Begun {
    All,
    AsManyAsThereArePlaces,
}

async fn begin_due(gateway: &Arc<Gateway>, places: &Arc<Semaphore>) -> Begun {
    let mut free = Vec::new();
    while let Ok(place) = Arc::clone(places).try_acquire_owned() {
        free.push(place);
    }
    if free.is_empty() {
        return Begun::AsManyAsThereArePlaces;
    }
    let most = free.len();
    match notifications::take(gateway, most).await {
        Ok(taken) => {
            let begun = if taken.len() < most { Begun::All } else { Begun::AsManyAsThereArePlaces };
            for (notification, place) in taken.into_iter().zip(free) {
                tokio::spawn(deliver(Arc::clone(gateway), notification, place));
            }
            begun
        }
        Err(refusal) => {
            tracing::warn!(worker = "notifications", ?refusal, "a round failed; the next one tries again");
            Begun::All
        }
    }
}

/// By its id: its URL holds what opens the session.
async fn deliver(gateway: Arc<Gateway>, notification: Notification, place: OwnedSemaphorePermit) {
    let (id, merchant, attempt) = (notification.id, notification.merchant, notification.attempts);
    match notifications::deliver(&gateway, notification).await {
        Ok(delivery) => {
            tracing::info!(notification = id, %merchant, attempt, ?delivery, "a merchant was told");
        }
        Err(refusal) => {
            tracing::warn!(notification = id, ?refusal, "what became of a notification is not on disk");
        }
    }
    drop(place);
}
