//! Why a use case did not do what it was asked. The web turns each into a status and a body, in one match.

use document::Problem;
use domain::ReturnCode;

use crate::ports::{CommitError, StoreError};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Every offending field at once, as the door that read the request names them.
    Malformed(Vec<Problem>),
    /// The card cannot be tried.
    Card(CardFault),
    /// The session does not offer what the buyer chose for such a payment.
    NotOffered(ChoicePart),
    /// No, malformed or wrong credentials: never told apart.
    CredentialsWrong,
    AccountLocked,
    /// The request names another merchant than the caller, or nobody: never told apart.
    NotPermitted,
    /// Unknown, or another merchant's: never told apart. The code says what was looked for.
    Unknown(ReturnCode),
    /// The payment repeats an accepted one, or one that is still out.
    Duplicate {
        pending: bool,
    },
    /// The idempotency key came with another request before.
    RepeatDiffers,
    /// The first request under the idempotency key is still running.
    RepeatPending,
    /// `customPaymentPageCode` names no page of the point of sale.
    PageUnknown,
    /// Another tab, or the clock, has moved the session on: what is true now is asked anew.
    SessionMoved,
    /// So many actions were tried on the payment that no more are recorded.
    TooManyActions,
    /// The name of an encryption key has not the form of one.
    KeyName,
    TooManyKeys,
    /// The JWE names a key that does not exist for this merchant, or no longer opens.
    EnvelopeKey(ReturnCode),
    /// The JWE cannot be opened, for whatever reason.
    Envelope,
    /// The store is down: nothing was done.
    Unavailable,
    /// The store went down while it wrote: nobody knows whether it was done.
    OutcomeUnknown,
    /// Our own fault; the details are in the log.
    Internal,
}

/// Why a card cannot be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFault {
    NumberMissing,
    ExpiryMissing,
    /// The acquirer takes no such card here, and says why in words for the merchant.
    NotAllowed {
        is_encrypted: bool,
        words: &'static str,
    },
}

/// Which part of a buyer's choice of a payment method the session does not offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoicePart {
    /// The kind of method: `CB`.
    Code,
    /// The method of that kind: its id.
    Method,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable => Self::Unavailable,
            StoreError::Inconsistent => Self::Internal,
        }
    }
}

/// For commits whose guards the use case does not expect to fail.
impl From<CommitError> for Refusal {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => error.into(),
            CommitError::Unknown => Self::OutcomeUnknown,
            CommitError::Claimed(holder) => Self::Duplicate { pending: !holder.accepted },
            CommitError::TooManyKeys => Self::TooManyKeys,
            CommitError::Stale
            | CommitError::IdTaken
            | CommitError::RequestRepeated
            | CommitError::TokenTaken
            | CommitError::RemittanceClosed
            | CommitError::NoSuchMerchant
            | CommitError::NoSuchPointOfSale => {
                tracing::error!(%error, "a commit failed that should not");
                Self::Internal
            }
        }
    }
}
