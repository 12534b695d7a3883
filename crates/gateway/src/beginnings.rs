//! Transactions that have an id and are not in the store yet.
//!
//! Ids sort by time, and a collection is read in their order. A commit may be overtaken by that of a later id. Whoever reads a
//! collection first waits for the ids that were drawn before, so that no transaction comes to stand before one that was read.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use primitives::MerchantId;
use tokio::{sync::Notify, time::timeout};

/// The longest time for which a reader waits. A commit that takes longer is one of a store that does not answer.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The transactions of this instance that are between the draw of their id and the end of their first commit.
#[derive(Default)]
pub struct Beginnings {
    numbers: Mutex<Numbers>,
    ended: Notify,
}

#[derive(Default)]
struct Numbers {
    next: u64,
    open: BTreeMap<u64, MerchantId>,
}

/// One of them, until it is dropped.
pub(crate) struct Beginning<'a> {
    of: &'a Beginnings,
    number: u64,
}

impl Beginnings {
    /// Is called before the id is drawn.
    pub(crate) fn enter(&self, merchant: MerchantId) -> Beginning<'_> {
        let mut numbers = self.numbers();
        let number = numbers.next;
        numbers.next += 1;
        numbers.open.insert(number, merchant);
        Beginning { of: self, number }
    }

    /// Waits until all of the merchant that have begun before this call are in the store, or were given up. What others do is not waited
    /// for.
    pub(crate) async fn settle(&self, merchant: MerchantId) {
        let next = self.numbers().next;
        let wait = async {
            loop {
                let ended = self.ended.notified();
                if !self.numbers().open.range(..next).any(|(_, of)| *of == merchant) {
                    return;
                }
                ended.await;
            }
        };
        if timeout(LONGEST_WAIT, wait).await.is_err() {
            tracing::warn!(%merchant, "a transaction that began over a second ago is not in the store yet");
        }
    }

    fn numbers(&self) -> std::sync::MutexGuard<'_, Numbers> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Beginning<'_> {
    fn drop(&mut self) {
        self.of.numbers().open.remove(&self.number);
        self.of.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_reader_waits_for_those_that_began_before() {
        let beginnings = Beginnings::default();
        let [merchant, other] = [1, 2].map(|number| MerchantId::new(number).unwrap());
        let _of_another = beginnings.enter(other);
        beginnings.settle(merchant).await;
        let before = beginnings.enter(merchant);
        let mut reading = Box::pin(beginnings.settle(merchant));
        assert!((&mut reading).now_or_never().is_none());
        let _after = beginnings.enter(merchant);
        drop(before);
        assert!(reading.now_or_never().is_some());
    }
}
