//! The lease of a worker on work in the store.

use jiff::{SignedDuration, Timestamp};

use crate::deadlines::later;

/// A worker's right to a payment, a remittance or a notification. No other worker gets it before `until`,
/// when others take over the work of an instance that died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The time at which the lease is taken. What another worker holds at this time is not given.
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Lease {
    /// Makes a lease that begins at `from` and lasts for `length`.
    pub fn lasting(length: SignedDuration, from: Timestamp) -> Self {
        Self { from, until: later(from, length) }
    }
}
