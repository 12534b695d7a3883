//! What the use cases ask for, and from whom. Each port has one implementation in use (crates `storage`,
//! `simulator`, `server`) and may have others for tests.

use async_trait::async_trait;
use domain::{
    ReturnCode,
    action::{Action, ActionDetails},
    duplicate::{Claim, Holder},
    encryption_key::EncryptionKey,
    ledger::Ledger,
    merchant::{Merchant, MerchantStatus, PaymentMethod, PointOfSale},
    remittance::{Line, Remittance, RemittanceKey},
    transaction::{Approval, State, Transaction, TransactionType},
    work::{Due, Work},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use primitives::{
    AliasToken, Amount, Currency, Cvx, EncryptionKeyId, Expiry, IdempotencyKey, KeyName, MerchantId, Network,
    Pan, Reference, TransactionId,
};
use vault::{Fingerprint, KeySize, OpeningKey, SealedDataKey};

/// The time of day.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Random bytes fit for keys.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Makes RSA key pairs away from the threads that serve requests.
#[async_trait]
pub trait KeyMaker: Send + Sync {
    /// `None` where no pair could be made.
    async fn generate(&self, size: KeySize) -> Option<OpeningKey>;
}

/// The bank side. A card moves in and is gone with the question.
#[async_trait]
pub trait Acquirer: Send + Sync {
    /// Why a card number may not even be tried here, in words for the merchant: a live card in a sandbox.
    fn objection(&self, pan: &Pan) -> Option<&'static str>;

    /// Answers within `question.limit`: [`Answer::Silence`] where the bank did not.
    async fn authorize(&self, question: AuthorizationQuestion) -> Answer;

    /// Undoes whatever an authorisation of that id did, if it did anything. May be asked again and again.
    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer;

    /// Gives back what a bank holds of an authorisation and nobody will capture. The amount is given back once, however
    /// often it is said: `notice.id` with `notice.authorisation` tells.
    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer;
}

pub struct AuthorizationQuestion {
    pub id: TransactionId,
    pub kind: TransactionType,
    pub amount: Amount,
    pub currency: Currency,
    pub network: Network,
    pub pan: Pan,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub limit: SignedDuration,
}

pub enum Answer {
    Approved(Approval),
    Declined(ReturnCode),
    /// The line could not be opened: the question never left.
    NotSent,
    /// The question left; what became of it nobody knows.
    Silence,
}

pub struct ReversalQuestion {
    /// Of the authorisation that is to be undone.
    pub id: TransactionId,
    pub amount: Amount,
    /// How often it has been asked, with this time.
    pub attempt: u32,
    pub limit: SignedDuration,
}

pub struct ReleaseNotice {
    /// Of the action that gives the money back.
    pub id: TransactionId,
    /// Which authorisation holds it: the payment's, or that of a late delivery. An action may give back of several.
    pub authorisation: TransactionId,
    pub amount: Amount,
    pub currency: Currency,
    /// How often it has been said, with this time.
    pub attempt: u32,
    pub limit: SignedDuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalAnswer {
    Confirmed,
    Silence,
}

/// A value and the version in which it was read; writing it fails where someone was faster.
#[derive(Clone)]
pub struct Versioned<T> {
    pub value: T,
    pub version: i64,
}

/// A merchant as the door needs it.
pub struct Credentials {
    pub merchant: Merchant,
    /// Keyed hashes of the access keys that are good now.
    pub access_key_hashes: Vec<Vec<u8>>,
}

/// A card at rest.
#[derive(Clone)]
pub struct StoredCard {
    pub merchant: MerchantId,
    pub fingerprint: Fingerprint,
    pub token: AliasToken,
    /// The number, sealed for the table `cards`, the row of [`StoredCard::row`] and the column `pan`.
    pub sealed_pan: Vec<u8>,
}

impl StoredCard {
    pub fn row(merchant: MerchantId, token: &AliasToken) -> String {
        format!("{merchant}/{}", token.as_str())
    }
}

/// What is known of a request that was sent under an idempotency key.
pub struct FirstRequest {
    pub digest: Vec<u8>,
    /// The payment or action that it began.
    pub transaction: TransactionId,
    /// The state that the first answer told; `None` while there is none.
    pub answered: Option<State>,
}

/// A line that says who did what to which thing, when. Never holds what is secret.
pub struct AuditLine {
    pub merchant: Option<MerchantId>,
    pub action: &'static str,
    pub subject: String,
}

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
    ReleaseClaim {
        claim: Claim,
        holder: TransactionId,
    },
    KeepCard(StoredCard),
    BeginRequest {
        merchant: MerchantId,
        key: IdempotencyKey,
        digest: Vec<u8>,
        transaction: TransactionId,
        until: Timestamp,
    },
    /// Keeps the first answer; a later one changes nothing.
    AnswerRequest {
        merchant: MerchantId,
        key: IdempotencyKey,
        transaction: TransactionId,
        state: State,
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
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The store did not do its work; the details are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Down, or too much asked of it: worth another try.
    #[error("the store is not available")]
    Unavailable,
    /// A row that cannot be: not worth another try.
    #[error("the store holds a row that cannot be")]
    Inconsistent,
}

/// Few reads, one atomic write.
#[async_trait]
pub trait Store: Send + Sync {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError>;
    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError>;
    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<PaymentMethod>, StoreError>;
    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError>;
    /// The ledger of a payment, by its id or by that of one of its actions. The version is the payment's.
    async fn ledger(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Ledger>>, StoreError>;
    /// What was said with an action and decides nothing.
    async fn action_details(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<ActionDetails>, StoreError>;
    /// Ledgers with work that is due, those that wait longest first. They are leased: until `leased_until`, or until
    /// their payment is updated, nobody else is given them.
    async fn take_work(
        &self,
        work: Work,
        now: Timestamp,
        leased_until: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Ledger>>, StoreError>;
    /// When the oldest work of the kind was, or will be, due; leased or not.
    async fn oldest_work(&self, work: Work) -> Result<Option<Timestamp>, StoreError>;
    /// Points of sale with open lines of that day or before whose remittance nobody has taken.
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;
    /// Remittances that somebody took, did not close, and does not hold any more; the oldest day first.
    async fn abandoned_remittances(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;
    async fn has_open_lines(&self, key: &RemittanceKey) -> Result<bool, StoreError>;
    /// The oldest day with a line that is in no remittance, or with a remittance that is not closed.
    async fn oldest_open_day(&self) -> Result<Option<Date>, StoreError>;
    /// The newest first.
    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Result<Vec<Remittance>, StoreError>;
    /// Whether it is closed; `None` where there is none.
    async fn remittance_state(&self, key: &RemittanceKey) -> Result<Option<bool>, StoreError>;
    /// Lines of a remittance in the order of their entries, those after `after`.
    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<Line>, StoreError>;
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError>;
    /// The newest key of the name.
    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError>;
    /// Names with a key made after that.
    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError>;
    /// A key and its sealed private half.
    async fn encryption_key(
        &self,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError>;
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError>;
    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError>;
    /// Whether the store answers at all.
    async fn check(&self) -> Result<(), StoreError>;

    /// All of it or nothing; on disk when it returns.
    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError>;
}
