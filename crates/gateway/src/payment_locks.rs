//! Locks that let one request at a time change a payment within a process. Concurrent requests would all fail
//! as stale but one. Between processes the version of the payment decides.

use primitives::TransactionId;
use tokio::sync::{Mutex, MutexGuard};

use crate::places::outside;

const COUNT: usize = 256;

/// A fixed number of locks. A payment's id decides which of them is its own.
pub struct PaymentLocks(Vec<Mutex<()>>);

impl Default for PaymentLocks {
    fn default() -> Self {
        Self((0..COUNT).map(|_| Mutex::new(())).collect())
    }
}

impl PaymentLocks {
    /// Waits for the payment's lock. Different payments may share one, and then wait for each other, but never for a bank.
    pub(crate) async fn lock(&self, id: TransactionId) -> MutexGuard<'_, ()> {
        let index = usize::try_from(id.number() / 2).unwrap_or_default() % COUNT;
        outside(self.0[index].lock()).await
    }
}
