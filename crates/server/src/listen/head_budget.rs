//! The memory that heads of requests may take together while they come slowly. Each may be of 32 KiB, and needs no key.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// The bytes of one head that do not count: nearly all heads are smaller, and the number of connections bounds what they take.
const UNCOUNTED_BYTES: usize = 4 * 1024;

/// The bytes that no head has claimed.
pub(super) struct HeadBudget(AtomicUsize);

impl HeadBudget {
    pub(super) const fn new(bytes: usize) -> Self {
        Self(AtomicUsize::new(bytes))
    }
}

/// What the head of one connection has claimed. It is given back when this is dropped.
pub(super) struct HeadClaim {
    budget: Arc<HeadBudget>,
    bytes: usize,
}

impl HeadClaim {
    pub(super) const fn new(budget: Arc<HeadBudget>) -> Self {
        Self { budget, bytes: 0 }
    }

    /// Claims so many bytes in all for a head that is not whole. Returns false, and changes nothing, where fewer are free.
    #[must_use]
    pub(super) fn resize(&mut self, bytes: usize) -> bool {
        let bytes = if bytes > UNCOUNTED_BYTES { bytes } else { 0 };
        if bytes == self.bytes {
            return true;
        }
        let take = |free: usize| (free + self.bytes).checked_sub(bytes);
        let taken = self.budget.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        if taken.is_ok() {
            self.bytes = bytes;
        }
        taken.is_ok()
    }

    /// Gives everything back.
    pub(super) fn clear(&mut self) {
        self.budget.0.fetch_add(std::mem::take(&mut self.bytes), Ordering::Relaxed);
    }
}

impl Drop for HeadClaim {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    #[test]
    fn claims_grow_and_shrink_within_the_budget() {
        let budget = Arc::new(HeadBudget::new(20 * KIB));
        let [mut one, mut other] = [(); 2].map(|()| HeadClaim::new(Arc::clone(&budget)));
        assert!(one.resize(16 * KIB));
        assert!(other.resize(UNCOUNTED_BYTES), "small heads always have room");
        assert!(!other.resize(8 * KIB) && !one.resize(32 * KIB));
        assert!(one.resize(8 * KIB) && other.resize(8 * KIB));
        drop(one);
        assert!(other.resize(20 * KIB));
        other.clear();
        assert_eq!(budget.0.load(Ordering::Relaxed), 20 * KIB);
    }
}
