//! Transfers, the accounts that they are paid from, and the files of their days.

use async_trait::async_trait;
use domain::transfer::{Account, Transfer};
use jiff::{Timestamp, civil::Date};
use primitives::{Iban, MerchantId, Reference, Sealed, TransactionId};

use super::{Lease, StoreError, Versioned};

/// The file of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferFile {
    pub day: Date,
    /// `None` while transfers are gathered.
    pub closed: Option<Closing>,
    /// The time of the first export. `None` where the file was not exported.
    pub exported: Option<Timestamp>,
    /// The number of transfers.
    pub transfers: i64,
    /// The sum in euro cents.
    pub cents: i64,
}

/// The end of a file: nothing of it changes afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    pub at: Timestamp,
    /// The day on which the bank is to execute the file.
    pub executes: Date,
}

/// The transfers of a file that are paid from one account of a merchant.
#[derive(Clone)]
pub struct FilePart {
    pub merchant: MerchantId,
    pub payer: Account,
    /// The number of transfers.
    pub transfers: i64,
    /// The sum in euro cents.
    pub cents: i64,
}

/// A transfer of a file with the sealed account number of its payee, which is `None` once it has been forgotten.
pub struct FiledTransfer {
    pub transfer: Transfer,
    pub payee_iban: Option<Sealed>,
}

#[async_trait]
/// Reads and takes transfers.
pub trait Transfers {
    async fn transfer(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transfer>>, StoreError>;

    /// Reads the sealed account number of a payee. `None` once it has been forgotten.
    async fn payee_iban(&self, merchant: MerchantId, id: TransactionId)
    -> Result<Option<Sealed>, StoreError>;

    /// Takes at most `most` transfers of which the bank is to be asked, those that wait longest first.
    async fn take_transfers(&self, lease: Lease, most: usize)
    -> Result<Vec<Versioned<Transfer>>, StoreError>;

    /// Reads the earliest time at which the bank is, or was, to be asked of a transfer.
    async fn oldest_transfer_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Reads the earliest day after `after` that has a transfer in no file.
    async fn unfiled_day(&self, after: Option<Date>) -> Result<Option<Date>, StoreError>;

    /// Reads transfers of a day or an earlier one that are in no file.
    async fn unfiled_transfers(
        &self,
        up_to: Date,
        most: usize,
    ) -> Result<Vec<Versioned<Transfer>>, StoreError>;

    /// Takes the file of a day, and adds it if it does not exist. Returns `false` where another worker has leased it or it is closed.
    async fn take_transfer_file(&self, day: Date, lease: Lease) -> Result<bool, StoreError>;

    async fn transfer_file(&self, day: Date) -> Result<Option<TransferFile>, StoreError>;

    /// Reads at most `most` files, the newest first.
    async fn transfer_files(&self, most: usize) -> Result<Vec<TransferFile>, StoreError>;

    /// Reads at most `most` closed files with transfers that were to be executed before a day and were not exported, the oldest first.
    async fn files_not_exported(&self, before: Date, most: usize) -> Result<Vec<TransferFile>, StoreError>;

    /// Reads the parts of a file in a fixed order. There are as many as accounts were paid from.
    async fn file_parts(&self, day: Date) -> Result<Vec<FilePart>, StoreError>;

    /// Reads transfers of a part of a file in the order of their ids, from the first one after `after`.
    async fn filed_transfers(
        &self,
        day: Date,
        part: &FilePart,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<FiledTransfer>, StoreError>;

    /// Reads the account that a payment method pays from. `None` where none is set.
    async fn payer_account(
        &self,
        merchant: MerchantId,
        method: &Reference,
    ) -> Result<Option<Account>, StoreError>;
}

/// A write of a transfer, of a file or of an account.
pub enum TransferWrite {
    /// Adds a transfer with the sealed account number of its payee. Fails as [`super::CommitError::IdTaken`].
    Add { transfer: Box<Transfer>, payee_iban: Sealed },
    /// Stores the state and the first answer, and ends the lease. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs.
    Update(Box<Versioned<Transfer>>),
    /// Extends the lease of a file. Fails as [`super::CommitError::Stale`] where it is closed.
    KeepFile { day: Date, leased_until: Timestamp },
    /// Closes a file: its transfers are counted and summed, none is settled before the file is executed, and it does not change
    /// afterwards. Fails as [`super::CommitError::Stale`] where it is closed already.
    CloseFile { day: Date, executes: Date },
    /// Stores the time of the export of a file, unless it was exported before.
    ExportFile { day: Date },
    /// Sets the account that a payment method pays from.
    SetAccount { merchant: MerchantId, method: Reference, account: Account },
}

/// Returns the name of the row of a sealed account number, to which its seal is bound.
pub(crate) fn payee_row(merchant: MerchantId, id: TransactionId) -> String {
    format!("{merchant}/{id}")
}

/// The account that the sandbox pays from where none is set.
pub fn sandbox_account() -> Account {
    Account {
        iban: Iban::stored("FR7630006000011234567890189"),
        bic: primitives::Bic::stored("AGRIFRPP"),
        holder: "Guichet Sandbox".to_owned(),
    }
}
