//! The encryption keys under which merchants send cards, and the data keys of the vault.

use async_trait::async_trait;
use domain::encryption_key::EncryptionKey;
use jiff::Timestamp;
use primitives::{EncryptionKeyId, KeyName, MerchantId};
use vault::SealedDataKey;

use super::StoreError;

#[async_trait]
/// Reads encryption keys and data keys.
pub trait Keys {
    /// Reads the merchant's newest encryption key with the name.
    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError>;

    /// Counts the merchant's key names with an encryption key made after `made_after`.
    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError>;

    /// Reads an encryption key and its sealed private half.
    async fn encryption_key(
        &self,
        merchant: MerchantId,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError>;

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError>;
}

/// A write of an encryption key or a data key.
pub enum KeyWrite {
    /// Adds an encryption key. Fails as [`super::CommitError::TooManyKeys`] where the merchant has `max_names` other names
    /// with a key made after `active_after`, and as [`super::CommitError::IdTaken`].
    AddEncryptionKey {
        key: EncryptionKey,
        sealed_private_half: Vec<u8>,
        active_after: Timestamp,
        max_names: usize,
    },
    /// Adds a data key. Fails as [`super::CommitError::IdTaken`].
    AddDataKey(SealedDataKey),
}
