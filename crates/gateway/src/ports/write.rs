//! What a commit may write, and why nothing of it was written.

use domain::{
    action::{Action, ActionDetails},
    duplicate::{Claim, Holder},
    encryption_key::EncryptionKey,
    ledger,
    merchant::{Merchant, MerchantStatus, PageSettings, PaymentMethod, PointOfSale},
    notification::{NewNotification, NotificationState},
    remittance::{Line, RemittanceKey},
    session::Session,
    subject::Subject,
    transaction::{State, Transaction},
    work::Due,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, IdempotencyKey, MerchantId, Reference, TransactionId};
use vault::SealedDataKey;

use super::{AuditLine, Delivery, StoredCard, Versioned};

/// One row or guard of a commit.
pub enum Write {
    /// Lays claim where `claim` is given, and fails where somebody holds it.
    BeginTransaction {
        transaction: Box<Transaction>,
        claim: Option<Claim>,
        due: Option<Due>,
    },
    /// Fails as [`CommitError::Stale`] where the version is not the stored one any more. Whatever changes what follows
    /// for the money of a payment comes with one, and so nothing does at the same time. Ends a lease.
    UpdateTransaction {
        transaction: Box<Versioned<Transaction>>,
        due: Option<Due>,
    },
    AddAction {
        merchant: MerchantId,
        action: Box<Action>,
        details: Box<ActionDetails>,
    },
    /// The state and the release of an action that is there.
    UpdateAction(Box<Action>),
    AddLine(Box<Line>),
    /// Takes from a line; down to nothing, it is gone. Fails as [`CommitError::Stale`] where the line is remitted, or was
    /// changed by others.
    ReduceLine {
        entry: TransactionId,
        from: Amount,
        to: Amount,
    },
    /// Takes the remittance for oneself until `leased_until`, and makes it where it is not there. Fails as
    /// [`CommitError::Stale`] where somebody else has it, and as [`CommitError::RemittanceClosed`].
    TakeRemittance {
        key: RemittanceKey,
        leased_until: Timestamp,
    },
    /// Puts open lines of its day and before into a remittance that one has taken, a bounded number at a time, and keeps
    /// it for longer. Fails as [`CommitError::Stale`] where it is closed.
    GatherLines {
        key: RemittanceKey,
        most: usize,
        leased_until: Timestamp,
    },
    /// Counts and sums the lines of a remittance; from then on it does not change. Fails as [`CommitError::Stale`] where
    /// it is closed.
    CloseRemittance {
        key: RemittanceKey,
    },
    /// Lines that came too late for a remittance go into the next day's, a bounded number at a time.
    PostponeLines {
        key: RemittanceKey,
        most: usize,
    },
    KeepClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    /// As [`Write::KeepClaim`], of a payment that did not lay it: a buyer who is at a partner keeps nobody else from paying
    /// the order. Another's that has not ended stays.
    RememberClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    ReleaseClaim {
        claim: Claim,
        holder: TransactionId,
    },
    KeepCard(StoredCard),
    BeginRequest {
        merchant: MerchantId,
        key: IdempotencyKey,
        digest: Vec<u8>,
        subject: Subject,
        until: Timestamp,
    },
    /// Keeps the first answer; a later one changes nothing.
    AnswerRequest {
        merchant: MerchantId,
        key: IdempotencyKey,
        transaction: TransactionId,
        state: State,
    },
    /// Fails as [`CommitError::IdTaken`].
    AddSession(Box<Session>),
    /// The stage, what is left of the attempts, and the device. Fails as [`CommitError::Stale`] where the version is not the
    /// stored one any more.
    UpdateSession(Box<Versioned<Session>>),
    /// To be sent at once. Where there is one of the subject already, that one stays as it is.
    AddNotification(NewNotification),
    /// What became of an attempt that [`super::Store::take_notifications`] began, and what follows. Where the notification
    /// was stopped meanwhile, it stays so.
    RecordAttempt {
        notification: i64,
        number: u32,
        delivery: Delivery,
        took: SignedDuration,
        /// The end of the lease under which it was sent: where that has changed, somebody wants it sent again, and it will be.
        leased_until: Timestamp,
        then: NotificationState,
        /// When it is sent again, where it is.
        next: Timestamp,
    },
    /// The merchant knows: it is not sent any more, where it was still to be.
    StopNotification(Subject),
    /// To be sent again, now and until then, whatever became of it.
    ResendNotification {
        notification: i64,
        at: Timestamp,
        until: Timestamp,
    },
    Audit(AuditLine),
    AddEncryptionKey {
        key: EncryptionKey,
        sealed_private_half: Vec<u8>,
        active_after: Timestamp,
        max_names: usize,
    },
    AddMerchant(Merchant),
    SetMerchantStatus {
        merchant: MerchantId,
        status: MerchantStatus,
    },
    AddPointOfSale {
        merchant: MerchantId,
        point_of_sale: PointOfSale,
    },
    /// Fails as [`CommitError::NoSuchPointOfSale`].
    SetPageSettings {
        merchant: MerchantId,
        point_of_sale: Reference,
        settings: Box<PageSettings>,
    },
    AddPaymentMethod {
        merchant: MerchantId,
        method: PaymentMethod,
    },
    AddAccessKey {
        merchant: MerchantId,
        hash: Vec<u8>,
    },
    /// Ends every access key of the merchant that is good beyond `at`.
    EndAccessKeys {
        merchant: MerchantId,
        at: Timestamp,
    },
    AddDataKey(SealedDataKey),
    /// Forgets claims and idempotency records that have ended, a bounded number at a time.
    Forget {
        ended_by: Timestamp,
    },
}
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
