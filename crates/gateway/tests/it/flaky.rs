//! A store whose commits fail when the test says so.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use domain::{
    action::ActionDetails,
    duplicate::Claim,
    encryption_key::EncryptionKey,
    ledger::Ledger,
    merchant::{Merchant, PointOfSale},
    notification::Notification,
    remittance::{Line, Remittance, RemittanceKey},
    session::Session,
    subject::Subject,
    transaction::Transaction,
    work::Work,
};
use gateway::ports::{
    Attempt, Cards, Channel, CommitError, Credentials, FirstRequest, Keys, Merchants, Notifications,
    PaymentWrite, Payments, Remittances, Requests, Sessions, Shop, Store, StoreError, StoredCard, Versioned,
    Write,
};
use jiff::{Timestamp, civil::Date};
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, SessionNumber, TransactionId,
};
use vault::SealedDataKey;

pub(crate) struct Flaky {
    store: Arc<dyn Store>,
    /// While set, what a bank has answered cannot be written.
    pub(crate) refuses_answers: AtomicBool,
}

impl Flaky {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, refuses_answers: AtomicBool::new(false) }
    }
}

type Answer<T> = Result<T, StoreError>;

#[async_trait]
impl Store for Flaky {
    async fn check(&self) -> Answer<()> {
        self.store.check().await
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let answers = writes.iter().any(|write| matches!(write, Write::Payment(PaymentWrite::Update { .. })));
        if answers && self.refuses_answers.load(Ordering::SeqCst) {
            return Err(CommitError::Store(StoreError::Unavailable));
        }
        self.store.commit(at, writes).await
    }
}

#[async_trait]
impl Payments for Flaky {
    async fn accepted_claim(&self, claim: &Claim, now: Timestamp) -> Answer<Option<TransactionId>> {
        self.store.accepted_claim(claim, now).await
    }

    async fn session_transactions(&self, number: SessionNumber, most: usize) -> Answer<Vec<Transaction>> {
        self.store.session_transactions(number, most).await
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Answer<Option<Versioned<Transaction>>> {
        self.store.transaction(merchant, id).await
    }

    async fn ledger(&self, merchant: MerchantId, id: TransactionId) -> Answer<Option<Versioned<Ledger>>> {
        self.store.ledger(merchant, id).await
    }

    async fn action_details(&self, merchant: MerchantId, id: TransactionId) -> Answer<Option<ActionDetails>> {
        self.store.action_details(merchant, id).await
    }

    async fn take_work(
        &self,
        work: Work,
        now: Timestamp,
        leased_until: Timestamp,
        most: usize,
    ) -> Answer<Vec<Versioned<Ledger>>> {
        self.store.take_work(work, now, leased_until, most).await
    }

    async fn oldest_work(&self, work: Work) -> Answer<Option<Timestamp>> {
        self.store.oldest_work(work).await
    }
}

#[async_trait]
impl Sessions for Flaky {
    async fn session(&self, number: SessionNumber) -> Answer<Option<Versioned<Session>>> {
        self.store.session(number).await
    }

    async fn overdue_sessions(&self, now: Timestamp, most: usize) -> Answer<Vec<Versioned<Session>>> {
        self.store.overdue_sessions(now, most).await
    }

    async fn oldest_overdue_session(&self) -> Answer<Option<Timestamp>> {
        self.store.oldest_overdue_session().await
    }
}

#[async_trait]
impl Notifications for Flaky {
    async fn take_notifications(
        &self,
        now: Timestamp,
        next: Timestamp,
        most: usize,
        without: &[MerchantId],
    ) -> Answer<Vec<Notification>> {
        self.store.take_notifications(now, next, most, without).await
    }

    async fn oldest_notification(&self) -> Answer<Option<Timestamp>> {
        self.store.oldest_notification().await
    }

    async fn notifications(&self, merchant: Option<MerchantId>, most: usize) -> Answer<Vec<Notification>> {
        self.store.notifications(merchant, most).await
    }

    async fn notification_of(&self, subject: Subject) -> Answer<Option<Notification>> {
        self.store.notification_of(subject).await
    }

    async fn notification(&self, id: i64) -> Answer<Option<(Notification, Vec<Attempt>)>> {
        self.store.notification(id).await
    }
}

#[async_trait]
impl Remittances for Flaky {
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Answer<Vec<RemittanceKey>> {
        self.store.open_points_of_sale(up_to, now, most).await
    }

    async fn abandoned_remittances(&self, now: Timestamp, most: usize) -> Answer<Vec<RemittanceKey>> {
        self.store.abandoned_remittances(now, most).await
    }

    async fn has_open_lines(&self, key: &RemittanceKey) -> Answer<bool> {
        self.store.has_open_lines(key).await
    }

    async fn oldest_open_day(&self) -> Answer<Option<Date>> {
        self.store.oldest_open_day().await
    }

    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Answer<Vec<Remittance>> {
        self.store.remittances(merchant, day, most).await
    }

    async fn remittance_state(&self, key: &RemittanceKey) -> Answer<Option<bool>> {
        self.store.remittance_state(key).await
    }

    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Answer<Vec<Line>> {
        self.store.remittance_lines(key, after, most).await
    }
}

#[async_trait]
impl Merchants for Flaky {
    async fn credentials(&self, merchant: MerchantId, now: Timestamp) -> Answer<Option<Credentials>> {
        self.store.credentials(merchant, now).await
    }

    async fn merchants(&self) -> Answer<Vec<Merchant>> {
        self.store.merchants().await
    }

    async fn payment_method(&self, merchant: MerchantId, id: &Reference) -> Answer<Option<Channel>> {
        self.store.payment_method(merchant, id).await
    }

    async fn shop(&self, merchant: MerchantId, point_of_sale: &Reference) -> Answer<Option<Shop>> {
        self.store.shop(merchant, point_of_sale).await
    }

    async fn points_of_sale(&self, merchant: MerchantId) -> Answer<Vec<PointOfSale>> {
        self.store.points_of_sale(merchant).await
    }
}

#[async_trait]
impl Keys for Flaky {
    async fn newest_key(&self, merchant: MerchantId, name: &KeyName) -> Answer<Option<EncryptionKey>> {
        self.store.newest_key(merchant, name).await
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Answer<usize> {
        self.store.key_names(merchant, made_after).await
    }

    async fn encryption_key(&self, id: EncryptionKeyId) -> Answer<Option<(EncryptionKey, Vec<u8>)>> {
        self.store.encryption_key(id).await
    }

    async fn data_keys(&self) -> Answer<Vec<SealedDataKey>> {
        self.store.data_keys().await
    }
}

#[async_trait]
impl Cards for Flaky {
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Answer<Option<StoredCard>> {
        self.store.card(merchant, token).await
    }
}

#[async_trait]
impl Requests for Flaky {
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Answer<Option<FirstRequest>> {
        self.store.first_request(merchant, key, now).await
    }
}
