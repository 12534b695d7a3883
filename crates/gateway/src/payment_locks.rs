//! Locks that let one request at a time change a payment or a wallet within a process. Concurrent requests would all fail
//! as stale but one. Between processes its version decides.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use primitives::{MerchantId, Reference, TransactionId};
use tokio::sync::{Mutex, MutexGuard};

use crate::places::outside;

const COUNT: u64 = 256;

/// A fixed number of locks. The id of a payment or of a wallet decides which of them is its own.
pub struct PaymentLocks(Vec<Mutex<()>>);

impl Default for PaymentLocks {
    fn default() -> Self {
        Self((0..COUNT).map(|_| Mutex::new(())).collect())
    }
}

impl PaymentLocks {
    /// Waits for the payment's lock. Different payments may share one, and then wait for each other, but never for a bank.
    pub(crate) async fn lock(&self, id: TransactionId) -> MutexGuard<'_, ()> {
        self.of(id.number().unsigned_abs() / 2).await
    }

    /// Waits for the wallet's lock, which may be that of a payment as well. No use case holds two locks.
    pub(crate) async fn lock_wallet(&self, merchant: MerchantId, id: &Reference) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        (merchant.number(), id).hash(&mut hasher);
        self.of(hasher.finish()).await
    }

    async fn of(&self, number: u64) -> MutexGuard<'_, ()> {
        let index = usize::try_from(number % COUNT).unwrap_or_default();
        outside(self.0[index].lock()).await
    }
}
