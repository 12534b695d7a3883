//! Locks that let one request at a time work on a payment within a process. Side by side, all but one would only be told
//! that they are stale. Across processes the version of the payment decides.

use primitives::TransactionId;
use tokio::sync::{Mutex, MutexGuard};

const COUNT: usize = 256;

/// A fixed number of locks; a payment's id says which of them is its own.
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
        self.0[index].lock().await
    }
}
