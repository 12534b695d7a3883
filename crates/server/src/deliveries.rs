//! The worker that sends notifications. Each notification is a task of its own, so that a slow merchant does not
//! delay the others. If the process dies before it sends what it has taken, another worker takes and sends it later.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::notification::Notification;
use gateway::{Gateway, Worker, notifications};
use primitives::MerchantId;
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    time::sleep,
};

use crate::tasks::Tasks;

/// The largest number of notifications that one instance sends at the same time.
const MAX_CONCURRENT: u32 = 256;
/// The largest number of notifications that one round takes. All of them may be of one merchant that is just
/// below [`MAX_CONCURRENT_OF_MERCHANT`].
const MAX_PER_ROUND: usize = 16;
/// The largest number of notifications of one merchant that are sent at the same time. So a merchant whose
/// server hangs does not hold up the others.
const MAX_CONCURRENT_OF_MERCHANT: usize = 32;

/// Sends notifications until `stop` is true and every attempt that was begun has ended.
pub(crate) async fn run(gateway: Arc<Gateway>, tasks: Arc<Tasks>, mut stop: watch::Receiver<bool>) {
    let counter = Arc::new(Counter::default());
    while !*stop.borrow() {
        let remaining = begin_some(&gateway, &counter).await;
        tasks.sign(Worker::Notifications.name());
        if remaining == Remaining::More {
            continue;
        }
        tokio::select! {
            () = sleep(Worker::Notifications.pause()) => {}
            () = counter.ended.notified(), if remaining == Remaining::Waiting => {}
            _ = stop.changed() => {}
        }
    }
    drop(counter.places.acquire_many(MAX_CONCURRENT).await);
}

/// Counts the notifications that are being sent.
struct Counter {
    places: Arc<Semaphore>,
    by_merchant: Mutex<HashMap<MerchantId, usize>>,
    ended: Notify,
}

impl Default for Counter {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(MAX_CONCURRENT as usize));
        Self { places, by_merchant: Mutex::default(), ended: Notify::new() }
    }
}

impl Counter {
    fn free_places(&self) -> Vec<OwnedSemaphorePermit> {
        let place = || Arc::clone(&self.places).try_acquire_owned().ok();
        std::iter::from_fn(place).take(MAX_PER_ROUND).collect()
    }

    fn merchants_at_limit(&self) -> Vec<MerchantId> {
        let counts = self.by_merchant.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .iter()
            .filter(|(_, count)| **count >= MAX_CONCURRENT_OF_MERCHANT)
            .map(|(merchant, _)| *merchant)
            .collect()
    }

    fn begin(&self, merchant: MerchantId) {
        *self.by_merchant.lock().unwrap_or_else(PoisonError::into_inner).entry(merchant).or_default() += 1;
    }

    fn end(&self, merchant: MerchantId) {
        let mut counts = self.by_merchant.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&merchant) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&merchant);
            }
        }
        self.ended.notify_one();
    }
}

/// Whether notifications may be due after a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remaining {
    More,
    /// Some may be due, but have to wait until another has been sent: the limit of the instance or of their
    /// merchant is reached.
    Waiting,
    Nothing,
}

async fn begin_some(gateway: &Arc<Gateway>, counter: &Arc<Counter>) -> Remaining {
    let free = counter.free_places();
    if free.is_empty() {
        return Remaining::Waiting;
    }
    let (most, without) = (free.len(), counter.merchants_at_limit());
    match notifications::take(gateway, most, &without).await {
        Ok(taken) => {
            let remaining = match taken.len() {
                count if count == most => Remaining::More,
                _ if without.is_empty() => Remaining::Nothing,
                _ => Remaining::Waiting,
            };
            for (notification, place) in taken.into_iter().zip(free) {
                counter.begin(notification.merchant);
                tokio::spawn(deliver(Arc::clone(gateway), Arc::clone(counter), notification, place));
            }
            remaining
        }
        Err(refusal) => {
            tracing::warn!(worker = "notifications", ?refusal, "a round failed; the next one tries again");
            Remaining::Nothing
        }
    }
}

/// Sends one notification. Logs name its id, because its URL holds the secret of the session.
async fn deliver(
    gateway: Arc<Gateway>,
    counter: Arc<Counter>,
    notification: Notification,
    place: OwnedSemaphorePermit,
) {
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
    counter.end(merchant);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merchant_with_its_share_waits_until_one_is_through() {
        let counter = Counter::default();
        let merchant = MerchantId::new(1).unwrap();
        counter.begin(MerchantId::new(2).unwrap());
        for count in 0..MAX_CONCURRENT_OF_MERCHANT {
            assert!(counter.merchants_at_limit().is_empty(), "{count}");
            counter.begin(merchant);
        }
        assert_eq!(counter.merchants_at_limit(), [merchant]);
        counter.end(merchant);
        assert!(counter.merchants_at_limit().is_empty());
    }

    #[test]
    fn places_run_out() {
        let counter = Counter::default();
        let held: Vec<_> =
            (0..MAX_CONCURRENT as usize / MAX_PER_ROUND).map(|_| counter.free_places()).collect();
        assert!(held.iter().all(|places| places.len() == MAX_PER_ROUND));
        assert!(counter.free_places().is_empty());
        drop(held);
        assert_eq!(counter.free_places().len(), MAX_PER_ROUND);
    }
}
