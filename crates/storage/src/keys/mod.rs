//! Encryption keys of merchants, and the data keys of the vault.

pub(crate) mod data_keys;
mod encryption_keys;
pub(crate) mod sealed;

use async_trait::async_trait;
use domain::encryption_key::EncryptionKey;
use gateway::ports::{DataKeyRecord, KeyWrite, Keys, Lease, SealedRow, SealedValue, StoreError};
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};
use vault::{SealedColumn, SealedDataKey};

use crate::{database::Database, engine::Engine, lease, step::Step};

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

    async fn data_key_records(&self) -> Result<Vec<DataKeyRecord>, StoreError> {
        self.engine.all(data_keys::records()).await
    }

    async fn sealed_values(
        &self,
        column: SealedColumn,
        data_key: u32,
        after: Option<&SealedRow>,
        most: usize,
    ) -> Result<Vec<SealedValue>, StoreError> {
        self.engine.all(sealed::find(column, data_key, after, most)).await
    }

    async fn count_sealed_before(&self, data_key: u32, most: usize) -> Result<usize, StoreError> {
        let mut sum = 0;
        for column in SealedColumn::ALL {
            // Nearly always nothing is left, and this is asked every few seconds.
            if self.engine.first(sealed::first_before(column, data_key)).await?.is_some() {
                sum += self.count(sealed::count_before(column, data_key, most)).await?;
            }
        }
        Ok(sum)
    }

    async fn count_sealed(&self, column: SealedColumn) -> Result<Vec<(Option<u32>, usize)>, StoreError> {
        self.engine.all(sealed::count_by_key(column)).await
    }

    async fn take_resealing(&self, data_key: u32, lease: Lease) -> Result<bool, StoreError> {
        lease::take(&self.engine, vec![data_keys::take(data_key, lease)]).await
    }
}

pub(crate) fn steps(at: Timestamp, write: KeyWrite) -> Vec<Step> {
    vec![match write {
        KeyWrite::AddEncryptionKey { key, sealed_private_half, active_after, max_names } => {
            encryption_keys::insert(&key, sealed_private_half, active_after, max_names)
        }
        KeyWrite::AddDataKey(key) => data_keys::insert(key, at),
        KeyWrite::SucceedDataKey { key, predecessor } => data_keys::succeed(key, predecessor, at),
        KeyWrite::RewrapDataKey { key, old } => data_keys::rewrap(key, old),
        KeyWrite::RetireDataKey { id } => data_keys::retire(id, at),
        KeyWrite::NoteResealed { id } => data_keys::note_resealed(id, at),
        KeyWrite::Reseal { row, sealed, old } => sealed::replace(&row, sealed, old),
    }]
}
