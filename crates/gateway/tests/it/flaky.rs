//! A store whose commits fail when the test says so.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use domain::{
    encryption_key::EncryptionKey,
    merchant::{Merchant, PaymentMethod},
    transaction::Transaction,
};
use gateway::ports::{
    CommitError, Credentials, FirstRequest, Store, StoreError, StoredCard, Versioned, Write,
};
use jiff::Timestamp;
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, TransactionId,
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
    async fn credentials(&self, merchant: MerchantId, now: Timestamp) -> Answer<Option<Credentials>> {
        self.store.credentials(merchant, now).await
    }

    async fn merchants(&self) -> Answer<Vec<Merchant>> {
        self.store.merchants().await
    }

    async fn payment_method(&self, merchant: MerchantId, id: &Reference) -> Answer<Option<PaymentMethod>> {
        self.store.payment_method(merchant, id).await
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Answer<Option<Versioned<Transaction>>> {
        self.store.transaction(merchant, id).await
    }

    async fn due_transactions(&self, now: Timestamp, most: usize) -> Answer<Vec<Versioned<Transaction>>> {
        self.store.due_transactions(now, most).await
    }

    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Answer<Option<FirstRequest>> {
        self.store.first_request(merchant, key, now).await
    }

    async fn newest_key(&self, merchant: MerchantId, name: &KeyName) -> Answer<Option<EncryptionKey>> {
        self.store.newest_key(merchant, name).await
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Answer<usize> {
        self.store.key_names(merchant, made_after).await
    }

    async fn encryption_key(&self, id: EncryptionKeyId) -> Answer<Option<(EncryptionKey, Vec<u8>)>> {
        self.store.encryption_key(id).await
    }

    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Answer<Option<StoredCard>> {
        self.store.card(merchant, token).await
    }

    async fn data_keys(&self) -> Answer<Vec<SealedDataKey>> {
        self.store.data_keys().await
    }

    async fn check(&self) -> Answer<()> {
        self.store.check().await
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let answers = writes.iter().any(|write| matches!(write, Write::UpdateTransaction { .. }));
        if answers && self.refuses_answers.load(Ordering::SeqCst) {
            return Err(CommitError::Store(StoreError::Unavailable));
        }
        self.store.commit(at, writes).await
    }
}
