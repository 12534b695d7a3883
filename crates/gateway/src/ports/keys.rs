//! The encryption keys under which merchants send cards, and the data keys of the vault.

use async_trait::async_trait;
use domain::encryption_key::EncryptionKey;
use jiff::Timestamp;
use primitives::{
    AliasToken, EncryptionKeyId, KeyName, LinkNumber, MerchantId, SessionNumber, TransactionId,
};
use vault::{DataKeyPurpose, Place, SealedColumn, SealedDataKey};

use super::{Lease, StoreError, StoredCard, authentications::authentication_row, transfers::payee_row};

/// What the store keeps of a data key, also of one that is retired.
#[derive(Clone)]
pub struct DataKeyRecord {
    pub id: u32,
    pub purpose: DataKeyPurpose,
    /// The key, sealed by a master key. `None` where the key is retired: its bytes are gone.
    pub key: Option<SealedDataKey>,
    /// `None` for a key that an older version made.
    pub made: Option<Timestamp>,
    /// The time at which no value was left under an older key.
    pub resealed: Option<Timestamp>,
    pub retired: Option<Timestamp>,
}

/// The row of a sealed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedRow {
    CardNumber { merchant: MerchantId, token: AliasToken },
    PrivateHalf { merchant: MerchantId, id: EncryptionKeyId },
    SessionSecret { merchant: MerchantId, number: SessionNumber },
    LinkSecret { merchant: MerchantId, number: LinkNumber },
    PayeeIban { merchant: MerchantId, id: TransactionId },
    AuthenticationValue { merchant: MerchantId, number: TransactionId },
}

impl SealedRow {
    pub const fn column(&self) -> SealedColumn {
        match self {
            Self::CardNumber { .. } => SealedColumn::CardNumber,
            Self::PrivateHalf { .. } => SealedColumn::PrivateHalf,
            Self::SessionSecret { .. } => SealedColumn::SessionSecret,
            Self::LinkSecret { .. } => SealedColumn::LinkSecret,
            Self::PayeeIban { .. } => SealedColumn::PayeeIban,
            Self::AuthenticationValue { .. } => SealedColumn::AuthenticationValue,
        }
    }

    /// Returns the name of the row, to which its seal is bound.
    pub fn name(&self) -> String {
        match self {
            Self::CardNumber { merchant, token } => StoredCard::row(*merchant, token),
            Self::PrivateHalf { id, .. } => id.to_string(),
            Self::SessionSecret { merchant, number } => format!("{merchant}/{number}"),
            Self::LinkSecret { merchant, number } => format!("{merchant}/{number}"),
            Self::PayeeIban { merchant, id } => payee_row(*merchant, *id),
            Self::AuthenticationValue { merchant, number } => authentication_row(*merchant, *number),
        }
    }

    /// Returns the place of the value, given the name of its row.
    pub const fn place<'a>(&self, name: &'a str) -> Place<'a> {
        Place::new(self.column(), name)
    }
}

/// A sealed value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedValue {
    pub row: SealedRow,
    pub sealed: Vec<u8>,
}

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

    /// Reads the data keys that are not retired.
    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError>;

    /// Reads what is kept of all data keys, the oldest first.
    async fn data_key_records(&self) -> Result<Vec<DataKeyRecord>, StoreError>;

    /// Reads at most `most` values of a column that are sealed under a data key, in the order of their rows and behind `after`.
    async fn sealed_values(
        &self,
        column: SealedColumn,
        data_key: u32,
        after: Option<&SealedRow>,
        most: usize,
    ) -> Result<Vec<SealedValue>, StoreError>;

    /// Counts the values of all columns that are sealed under data keys older than this one, up to `most` of each column.
    async fn count_sealed_before(&self, data_key: u32, most: usize) -> Result<usize, StoreError>;

    /// Counts the values of a column by the data key that they name; `None` stands for values that name none. It reads an index of
    /// the whole column.
    async fn count_sealed(&self, column: SealedColumn) -> Result<Vec<(Option<u32>, usize)>, StoreError>;

    /// Takes the work of sealing values anew under this data key. Returns `false` where another instance has it.
    async fn take_resealing(&self, data_key: u32, lease: Lease) -> Result<bool, StoreError>;
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
    /// Adds one of the first data keys. Fails as [`super::CommitError::IdTaken`].
    AddDataKey(SealedDataKey),
    /// Adds the successor of a data key. Fails as [`super::CommitError::Stale`] where the seal of the predecessor is no longer the
    /// given one, or the id is taken.
    SucceedDataKey { key: SealedDataKey, predecessor: SealedDataKey },
    /// Replaces the seal of a data key by that of another master key. Fails as [`super::CommitError::Stale`] where the stored one is
    /// not `old`.
    RewrapDataKey { key: SealedDataKey, old: Vec<u8> },
    /// Destroys a data key and keeps its times. Fails as [`super::CommitError::KeyInUse`] where it is the newest of its purpose, is
    /// retired already, or a value is sealed under it.
    RetireDataKey { id: u32 },
    /// Stores that no value is left under a key older than this one. Fails as [`super::CommitError::Stale`] where that is stored.
    NoteResealed { id: u32 },
    /// Replaces a sealed value, unless it is no longer `old`.
    Reseal { row: SealedRow, sealed: Vec<u8>, old: Vec<u8> },
}
