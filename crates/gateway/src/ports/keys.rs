//! Encryption keys, under which merchants send cards, and the data keys of the vault.

use async_trait::async_trait;
use domain::encryption_key::EncryptionKey;
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};
use vault::SealedDataKey;

use super::StoreError;

#[async_trait]
pub trait Keys {
    /// The newest encryption key of the name.
    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError>;

    /// How many names have an encryption key made after that.
    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError>;

    /// An encryption key and its sealed private half.
    async fn encryption_key(
        &self,
        merchant: MerchantId,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError>;

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError>;
}

pub enum KeyWrite {
    /// Fails as [`super::CommitError::TooManyKeys`] where the merchant has `max_names` other names with a key made after
    /// `active_after`, and as [`super::CommitError::IdTaken`].
    AddEncryptionKey {
        key: EncryptionKey,
        sealed_private_half: Vec<u8>,
        active_after: Timestamp,
        max_names: usize,
    },
    /// Fails as [`super::CommitError::IdTaken`].
    AddDataKey(SealedDataKey),
}
