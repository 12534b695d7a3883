//! Amounts of a payment that do not add up.

use primitives::TransactionId;

/// A payment whose amounts do not add up: a row was changed, or lost. Nothing is done to it, and no sum of it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("payment {payment}: {imbalance}")]
pub struct Inconsistent {
    pub payment: TransactionId,
    pub imbalance: Imbalance,
}

/// What does not add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Imbalance {
    #[error("captures, closed remainders and cancels exceed the authorised amount")]
    OverAuthorised,
    #[error("refunds exceed the captured amount")]
    OverCaptured,
    #[error("refunds of the capture {0} exceed what is left of it")]
    OverCapture(TransactionId),
    #[error("cancels take more than there is of the capture or refund {0}")]
    OverEntry(TransactionId),
    #[error("the parts of the cancel {0} exceed its amount")]
    OverCancel(TransactionId),
    #[error("what the action {0} took from late deliveries exceeds what it releases")]
    OverRelease(TransactionId),
    #[error("a sum exceeds the largest amount")]
    TooLarge,
}
