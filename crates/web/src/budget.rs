//! The memory that request bodies, and what is kept of them, may take together.
//!
//! A request claims bytes before it stores them, and holds the claim until it is answered. A body is parsed, and its tree dropped,
//! without any wait in between, so that as many trees as processors are in memory at once, whatever the number of requests.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counts the bytes of one instance.
pub(crate) struct Budget(Arc<Semaphore>);

/// Bytes of the budget. They are given back when it is dropped.
pub(crate) struct Claim(OwnedSemaphorePermit);

impl Budget {
    pub(crate) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes)))
    }

    /// Claims bytes. `None` where fewer are free.
    pub(crate) fn claim(&self, bytes: usize) -> Option<Claim> {
        let bytes = u32::try_from(bytes).ok()?;
        Arc::clone(&self.0).try_acquire_many_owned(bytes).ok().map(Claim)
    }

    /// The number of bytes that nobody has claimed.
    pub(crate) fn free(&self) -> usize {
        self.0.available_permits()
    }
}

impl Claim {
    /// Claims more bytes, or gives some back, so that it is for so many. Returns false, and changes nothing, where fewer are free.
    #[must_use]
    pub(crate) fn resize(&mut self, bytes: usize) -> bool {
        let has = self.0.num_permits();
        if bytes <= has {
            drop(self.0.split(has - bytes));
            return true;
        }
        let more = u32::try_from(bytes - has).ok();
        let more = more.and_then(|more| Arc::clone(self.0.semaphore()).try_acquire_many_owned(more).ok());
        more.map(|more| self.0.merge(more)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_grow_and_shrink_within_the_budget() {
        let budget = Budget::new(100);
        let mut claim = budget.claim(60).unwrap();
        assert!(budget.claim(41).is_none());
        assert!(claim.resize(100));
        assert_eq!(budget.free(), 0);
        assert!(claim.resize(10));
        assert_eq!(budget.free(), 90);
        assert!(!claim.resize(101));
        assert_eq!(budget.free(), 90);
    }
}
