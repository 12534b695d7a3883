//! Why nothing of a commit was written, and why nothing was read.

use domain::{duplicate::Holder, ledger};

/// Why nothing of a commit was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    #[error("somebody changed it first")]
    Stale,
    /// It was sent, and nobody said what became of it. It may be on disk.
    #[error("nobody knows whether it was written")]
    Unknown,
    #[error("the id is taken")]
    IdTaken,
    #[error("another payment holds the claim")]
    Claimed(Holder),
    #[error("the idempotency key was used before")]
    RequestRepeated,
    #[error("the token belongs to another card")]
    TokenTaken,
    #[error("the remittance is closed")]
    RemittanceClosed,
    #[error("the merchant has as many encryption keys as it may")]
    TooManyKeys,
    #[error("there is no such merchant")]
    NoSuchMerchant,
    #[error("there is no such point of sale")]
    NoSuchPointOfSale,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The store did not do its work; the details are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Down, or too much asked of it: worth another try.
    #[error("the store is not available")]
    Unavailable,
    /// A row that cannot be, or rows that do not add up: not worth another try.
    #[error("the store holds a row that cannot be")]
    Inconsistent,
}

/// The payment stops: this line of the log is all that is told of it.
impl From<ledger::Inconsistent> for StoreError {
    fn from(error: ledger::Inconsistent) -> Self {
        let (transaction, reason) = (error.payment, error.imbalance);
        tracing::error!(
            %transaction,
            %reason,
            "the amounts of a payment do not add up: nothing is done to it; run `guichet doctor`"
        );
        Self::Inconsistent
    }
}

impl From<ledger::Inconsistent> for CommitError {
    fn from(error: ledger::Inconsistent) -> Self {
        Self::Store(error.into())
    }
}
