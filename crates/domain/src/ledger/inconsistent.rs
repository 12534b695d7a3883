//! Amounts of a payment that do not add up.

use primitives::TransactionId;

/// The amounts of this payment do not add up, because a row was changed or lost. It accepts no action and shows no
/// totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("payment {payment}: {imbalance}")]
pub struct Inconsistent {
    pub payment: TransactionId,
    pub imbalance: Imbalance,
}

/// The rule that the amounts break.
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
