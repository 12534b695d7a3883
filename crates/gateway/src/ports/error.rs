//! The errors of the store: of a commit, and of a read.

use domain::{duplicate::Holder, ledger};

/// The reason for which a commit failed. Nothing of it was written, except perhaps after [`CommitError::Unknown`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A row has another version than the one that was read, or is not in the state that the write needs.
    #[error("another commit changed it first")]
    Stale,
    /// The commit was sent, and its outcome is not known. It may be on disk.
    #[error("it is not known whether it was written")]
    Unknown,
    /// An id of the commit is in use.
    #[error("the id is taken")]
    IdTaken,
    /// Another payment holds the claim.
    #[error("another payment holds the claim")]
    Claimed(Holder),
    /// The idempotency key is in use.
    #[error("the idempotency key was used before")]
    RequestRepeated,
    /// Another card of the merchant has the token.
    #[error("the token belongs to another card")]
    TokenTaken,
    #[error("the merchant has a wallet of this id")]
    WalletExists,
    #[error("the merchant has no such wallet")]
    NoSuchWallet,
    /// The card of a wallet has been forgotten.
    #[error("there is no such card")]
    CardGone,
    /// The merchant has as many key names as it may have.
    #[error("the merchant has as many encryption keys as it may")]
    TooManyKeys,
    /// A data key cannot be retired.
    #[error("the data key is in use")]
    KeyInUse,
    /// A value of the commit is sealed under a data key that is retired.
    #[error("a value is sealed under a retired data key")]
    KeyRetired,
    #[error("there is no such merchant")]
    NoSuchMerchant,
    #[error("there is no such point of sale")]
    NoSuchPointOfSale,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The reason for which the store failed. The details are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store is down or overloaded. Another try may succeed.
    #[error("the store is not available")]
    Unavailable,
    /// A row cannot be read, or amounts do not add up. Another try fails as well.
    #[error("the store holds a row that cannot be read, or amounts that do not add up")]
    Inconsistent,
}

/// Logs the payment whose amounts do not add up. It accepts no action any more.
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
