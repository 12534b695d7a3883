//! What is read from the store.

use async_trait::async_trait;
use domain::{
    duplicate::Claim,
    echo::Echo,
    encryption_key::EncryptionKey,
    ledger::Ledger,
    merchant::{Merchant, PaymentMethod, PointOfSale},
    notification::Notification,
    remittance::{Line, Remittance, RemittanceKey},
    session::Session,
    subject::Subject,
    transaction::{State, Transaction},
    work::Work,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, SessionNumber,
    TransactionId, WebUrl,
};
use vault::{Fingerprint, SealedDataKey};

use super::{CommitError, Delivery, StoreError, Write};

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
    /// The session, payment or action that it began.
    pub subject: Subject,
    /// The state that the first answer told; `None` while there is none, and for a session, which is all its answer.
    pub answered: Option<State>,
}

/// A point of sale, whose it is, and how one pays there.
pub struct Shop {
    pub merchant: Merchant,
    pub point_of_sale: PointOfSale,
    /// In the order of their ids.
    pub methods: Vec<PaymentMethod>,
}

/// A payment method, and who is told of payments by it that have no session.
pub struct Channel {
    pub method: PaymentMethod,
    /// Of the point of sale.
    pub notification_url: Option<WebUrl>,
}

/// One time that a notification was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    pub at: Timestamp,
    /// `None`: it is being sent, or whoever sent it died.
    pub delivery: Option<Delivery>,
    pub took: Option<SignedDuration>,
}

/// A line that says who did what to which thing, when. Never holds what is secret.
pub struct AuditLine {
    pub merchant: Option<MerchantId>,
    pub action: &'static str,
    pub subject: String,
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
    ) -> Result<Option<Channel>, StoreError>;
    async fn shop(&self, merchant: MerchantId, point_of_sale: &Reference)
    -> Result<Option<Shop>, StoreError>;
    async fn points_of_sale(&self, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError>;
    /// Whoever asks has to compare the secret.
    async fn session(&self, number: SessionNumber) -> Result<Option<Versioned<Session>>, StoreError>;
    /// The accepted payment that others would repeat, where there is one.
    async fn accepted_claim(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Option<TransactionId>, StoreError>;
    /// Its payments, the newest first.
    async fn session_transactions(
        &self,
        number: SessionNumber,
        most: usize,
    ) -> Result<Vec<Transaction>, StoreError>;
    /// Sessions whose time has run out and that nobody has ended, those that wait longest first.
    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;
    /// When the oldest session was, or will be, overdue.
    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Notifications that are due, those that wait longest first. Each has begun one more attempt, which is on disk, and is
    /// due again at `next`: whoever dies now sends none of them twice before. Those of the merchants
    /// in `without` wait.
    async fn take_notifications(
        &self,
        now: Timestamp,
        next: Timestamp,
        most: usize,
        without: &[MerchantId],
    ) -> Result<Vec<Notification>, StoreError>;
    /// When the oldest notification was, or will be, due.
    async fn oldest_notification(&self) -> Result<Option<Timestamp>, StoreError>;
    /// The newest first.
    async fn notifications(
        &self,
        merchant: Option<MerchantId>,
        most: usize,
    ) -> Result<Vec<Notification>, StoreError>;
    async fn notification_of(&self, subject: Subject) -> Result<Option<Notification>, StoreError>;
    /// A notification and its attempts, the oldest first.
    async fn notification(&self, id: i64) -> Result<Option<(Notification, Vec<Attempt>)>, StoreError>;
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
    async fn action_echo(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Echo>, StoreError>;
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
