//! The reasons for which a use case does not do what it was asked. The web turns each into a status and a body, in one
//! match.

use document::Problem;
use domain::ReturnCode;

use crate::limits::LimitKind;
use crate::merchant_urls::UrlFault;
use crate::ports::{CommitError, StoreError, TokenFault};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The request has wrong fields: all of them, under the names that the API gives them.
    Malformed(Vec<Problem>),
    /// The card cannot be tried.
    Card(CardFault),
    /// The session does not offer what the buyer chose for such a payment.
    NotOffered(ChoicePart),
    /// The credentials are missing, malformed or wrong: the caller is not told which.
    CredentialsWrong,
    AccountLocked,
    /// The request names a merchant other than the caller, or an unknown one: the caller is not told which.
    NotPermitted,
    /// The thing is unknown or belongs to another merchant: the caller is not told which. The code says what kind of thing
    /// was looked for.
    Unknown(ReturnCode),
    /// The payment repeats an accepted one or, where `pending`, one that has no outcome yet.
    Duplicate {
        pending: bool,
    },
    /// The wallet does not take what was asked: the code says why.
    Wallet(ReturnCode),
    /// The idempotency key was used before, for a different request.
    RepeatDiffers,
    /// The first request under the idempotency key is still running.
    RepeatPending,
    /// The point of sale or the payment method is inactive.
    Inactive,
    /// The payment method does not take payments of this capture mode.
    CaptureNotTaken,
    /// What the merchant sets up does not fit the rest: all the reasons.
    Setup(Vec<SetupFault>),
    /// `customPaymentPageCode` names no page of the point of sale.
    PageUnknown,
    /// URLs of the session may not be so in production.
    Urls(Vec<UrlFault>),
    /// The session changed after it was read, by another tab or because its time ran out. The caller reads it again.
    SessionMoved,
    /// More transactions have the order reference than are filtered at once.
    TooManyMatches,
    /// The payment has the largest number of actions that is recorded.
    TooManyActions,
    /// The name of the encryption key is malformed.
    KeyName,
    TooManyKeys,
    /// The JWE names a key that the merchant does not have, or that has retired.
    EnvelopeKey(ReturnCode),
    /// The JWE cannot be opened. The caller is not told why.
    Envelope,
    /// The token of a wallet on a device does not pay.
    Token(TokenFault),
    /// The result container of an authentication was not made here for this merchant. The caller is not told why.
    Proof,
    /// The result of a challenge that a payment names is of no authentication of the merchant.
    ChallengeProof,
    /// The merchant has an authentication of this id.
    AuthenticationExists,
    /// What the request needs is not connected to this gateway: an operation of the sandbox in production.
    NotConnected,
    /// A limit is reached; nothing was done.
    TooManyRequests {
        limit: LimitKind,
        /// The number of seconds after which the next may be let through.
        wait_s: u64,
    },
    /// The store is not available; nothing was done.
    Unavailable,
    /// The store failed during a commit, and it is not known whether the commit was done.
    CommitUnknown,
    /// The gateway has a fault; the details are in the log.
    Internal,
}

/// Why a point of sale or a payment method is not set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupFault {
    /// Another point of sale of the merchant has the reference.
    ReferenceTaken,
    /// Another point of sale of the merchant has the name.
    NameTaken,
    /// Another payment method of the merchant has the id.
    MethodIdTaken,
    TooManyPointsOfSale,
    TooManyPaymentMethods,
    /// There is no partner of this type, so the method must be one of cards.
    NetworksMissing,
    /// The type is one of a partner, who takes no cards.
    NetworksOfPartner,
}

impl SetupFault {
    /// Returns the reason as a sentence or, for networks, the rule that they break.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReferenceTaken => "another point of sale has this reference",
            Self::NameTaken => "another point of sale has this name",
            Self::MethodIdTaken => "another payment method has this id",
            Self::TooManyPointsOfSale => {
                "there are 200 points of sale, which is the most that a merchant has"
            }
            Self::TooManyPaymentMethods => {
                "there are 200 payment methods, which is the most that a merchant has"
            }
            Self::NetworksMissing => "is required: there is no partner of this type",
            Self::NetworksOfPartner => "must be absent: this type takes no cards",
        }
    }
}

/// Why a card cannot be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFault {
    NumberMissing,
    ExpiryMissing,
    /// The acquirer does not take the card here. `words` tell the merchant why.
    NotAllowed {
        is_encrypted: bool,
        words: &'static str,
    },
    /// The same, of a card of a wallet on a device.
    NotAllowedOnDevice {
        words: &'static str,
    },
}

/// The part of a buyer's choice of a payment method that the session does not offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoicePart {
    /// The code of the kind of method, such as `CB`.
    Code,
    /// The id of the method of that kind.
    Method,
    /// The card of the session's wallet.
    SavedCard,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable => Self::Unavailable,
            StoreError::Inconsistent => Self::Internal,
        }
    }
}

/// Converts the error of a commit whose guards the use case does not expect to fail.
impl From<CommitError> for Refusal {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => error.into(),
            CommitError::Unknown => Self::CommitUnknown,
            CommitError::Claimed(holder) => Self::Duplicate { pending: !holder.accepted },
            CommitError::TooManyKeys => Self::TooManyKeys,
            // The next look for new data keys mends it.
            CommitError::KeyRetired => Self::Unavailable,
            CommitError::Stale
            | CommitError::IdTaken
            | CommitError::RequestRepeated
            | CommitError::TokenTaken
            | CommitError::WalletExists
            | CommitError::NoSuchWallet
            | CommitError::CardGone
            | CommitError::KeyInUse
            | CommitError::NoSuchMerchant
            | CommitError::NoSuchPointOfSale => {
                tracing::error!(%error, "a commit failed that should not");
                Self::Internal
            }
        }
    }
}
