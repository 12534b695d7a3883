//! Encryption keys of merchants, and the data keys of the vault.

mod data_keys;
mod encryption_keys;

use async_trait::async_trait;
use domain::encryption_key::EncryptionKey;
use gateway::ports::{KeyWrite, Keys, StoreError};
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};
use vault::SealedDataKey;

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Keys for Database<E> {
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
        merchant: MerchantId,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError> {
        self.engine.first(encryption_keys::find(merchant, id)).await
    }

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError> {
        self.engine.all(data_keys::all()).await
    }
}

pub(crate) fn steps(write: KeyWrite) -> Vec<Step> {
    vec![match write {
        KeyWrite::AddEncryptionKey { key, sealed_private_half, active_after, max_names } => {
            encryption_keys::insert(&key, sealed_private_half, active_after, max_names)
        }
        KeyWrite::AddDataKey(key) => data_keys::insert(key),
    }]
}
