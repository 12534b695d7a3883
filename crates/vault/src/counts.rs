//! Counts operations: those whose number must not depend on a secret, and those that are done once. Only tests count: the product is built without the feature.

#[cfg(feature = "counts")]
use std::cell::Cell;

/// The operations that a thread has done since [`taken`] was called last.
#[cfg(feature = "counts")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Keyed hashes of access keys.
    pub hashes: u32,
    /// Fingerprints of cards.
    pub fingerprints: u32,
    /// Comparisons in constant time.
    pub comparisons: u32,
    /// Values that were unsealed, or could not be.
    pub unseals: u32,
}

#[cfg(feature = "counts")]
thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { hashes: 0, fingerprints: 0, comparisons: 0, unseals: 0 }) };
}

/// Returns the counts of this thread, and begins anew.
#[cfg(feature = "counts")]
pub fn taken() -> Counts {
    COUNTS.take()
}

#[derive(Clone, Copy)]
pub(crate) enum Operation {
    Hash,
    Fingerprint,
    Comparison,
    Unseal,
}

#[cfg(feature = "counts")]
pub(crate) fn count(operation: Operation) {
    let mut counts = COUNTS.get();
    match operation {
        Operation::Hash => counts.hashes += 1,
        Operation::Fingerprint => counts.fingerprints += 1,
        Operation::Comparison => counts.comparisons += 1,
        Operation::Unseal => counts.unseals += 1,
    }
    COUNTS.set(counts);
}

#[cfg(not(feature = "counts"))]
pub(crate) const fn count(_: Operation) {}
