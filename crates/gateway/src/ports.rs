//! What the use cases ask for, and from whom. Each port has one implementation in use (crates `storage`,
//! `simulator`, `server`) and may have others for tests.

use async_trait::async_trait;
use domain::{
    ReturnCode,
    duplicate::{Claim, Holder},
    encryption_key::EncryptionKey,
    merchant::{Merchant, MerchantStatus, PaymentMethod, PointOfSale},
    transaction::{Approval, State, Transaction, TransactionType},
};
use jiff::{SignedDuration, Timestamp};
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
    async fn reverse(&self, id: TransactionId, limit: SignedDuration) -> ReversalAnswer;
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
        wake_at: Option<Timestamp>,
    },
    /// Fails as [`CommitError::Stale`] where the version is not the stored one any more.
    UpdateTransaction {
        transaction: Box<Versioned<Transaction>>,
        wake_at: Option<Timestamp>,
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
    #[error("the id is taken")]
    IdTaken,
    #[error("another payment holds the claim")]
    Claimed(Holder),
    #[error("the idempotency key was used before")]
    RequestRepeated,
    #[error("the token belongs to another card")]
    TokenTaken,
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
    /// Transactions whose wake-up has come, the oldest first.
    async fn due_transactions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Transaction>>, StoreError>;
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
