//! The port, for SQLite. Point reads take some microseconds from memory, less than a hand-over to another
//! thread would, so they run where they are asked.

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

use super::SqliteStore;
use crate::tables::{
    cards, data_keys, encryption_keys, merchants, payment_methods, requests, steps, transactions,
};

#[async_trait]
impl Store for SqliteStore {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError> {
        self.read(|connection| merchants::credentials(connection, merchant, now))
    }

    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError> {
        self.read(merchants::all)
    }

    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<PaymentMethod>, StoreError> {
        self.read(|connection| payment_methods::find(connection, merchant, id))
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError> {
        self.read(|connection| transactions::find(connection, merchant, id))
    }

    async fn due_transactions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Transaction>>, StoreError> {
        self.read(|connection| transactions::due(connection, now, most))
    }

    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError> {
        self.read(|connection| requests::find(connection, merchant, key, now))
    }

    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError> {
        self.read(|connection| encryption_keys::newest(connection, merchant, name))
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError> {
        self.read(|connection| encryption_keys::names(connection, merchant, made_after))
    }

    async fn encryption_key(
        &self,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError> {
        self.read(|connection| encryption_keys::find(connection, id))
    }

    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError> {
        self.read(|connection| cards::find(connection, merchant, token))
    }

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError> {
        self.read(data_keys::all)
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.read(|connection| Ok(connection.query_row("SELECT COUNT(*) FROM migrations", [], |_| Ok(()))?))?;
        // An empty commit takes the lock that a real one needs, and flushes nothing.
        self.writer.commit(Vec::new(), true).await.map_err(|_| StoreError::Unavailable)
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let begins = writes.iter().any(|write| matches!(write, Write::BeginTransaction { .. }));
        self.writer.commit(writes.into_iter().flat_map(|write| steps(at, write)).collect(), begins).await
    }
}
