//! The port, once for every engine.

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

use crate::{
    engine::Engine,
    tables::{cards, data_keys, encryption_keys, merchants, payment_methods, requests, steps, transactions},
};

/// A store on an engine: [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
}

#[async_trait]
impl<E: Engine> Store for Database<E> {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError> {
        Ok(merchants::with_keys(self.engine.all(merchants::credentials(merchant, now)).await?))
    }

    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError> {
        self.engine.all(merchants::all()).await
    }

    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<PaymentMethod>, StoreError> {
        self.engine.first(payment_methods::find(merchant, id)).await
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError> {
        self.engine.first(transactions::find(merchant, id)).await
    }

    async fn due_transactions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Transaction>>, StoreError> {
        self.engine.readable(transactions::due(now, most)).await
    }

    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError> {
        self.engine.first(requests::find(merchant, key, now)).await
    }

    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError> {
        self.engine.first(encryption_keys::newest(merchant, name)).await
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError> {
        let count = self.engine.first(encryption_keys::names(merchant, made_after)).await?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default())
    }

    async fn encryption_key(
        &self,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError> {
        self.engine.first(encryption_keys::find(id)).await
    }

    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError> {
        self.engine.first(cards::find(merchant, token)).await
    }

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError> {
        self.engine.all(data_keys::all()).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.engine.check().await
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let begins = writes.iter().any(|write| matches!(write, Write::BeginTransaction { .. }));
        self.engine.commit(steps(at, writes), begins).await
    }
}
