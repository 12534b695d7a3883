//! One at a time: requests for the same payment queue up within a process, because side by side all but one would only
//! be told that they are stale. Across processes the version of the payment decides.

use primitives::TransactionId;
use tokio::sync::{Mutex, MutexGuard};

const COUNT: usize = 256;

pub struct Turnstiles(Vec<Mutex<()>>);

impl Default for Turnstiles {
    fn default() -> Self {
        Self((0..COUNT).map(|_| Mutex::new(())).collect())
    }
}

impl Turnstiles {
    /// Different payments may share a turnstile, and then wait for each other; never for a bank.
    pub(crate) async fn enter(&self, id: TransactionId) -> MutexGuard<'_, ()> {
        let index = usize::try_from(id.number() / 2).unwrap_or_default() % COUNT;
        self.0[index].lock().await
    }
}
