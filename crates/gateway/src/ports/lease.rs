//! The lease of a worker on work in the store.

use jiff::{SignedDuration, Timestamp};

use crate::deadlines::later;

/// A worker's right to a payment, a remittance or a notification: no other worker is given it before `until`. When an
/// instance dies, others take its work then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// When it is taken. What another holds at this time is not given.
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Lease {
    pub fn lasting(length: SignedDuration, from: Timestamp) -> Self {
        Self { from, until: later(from, length) }
    }
}
