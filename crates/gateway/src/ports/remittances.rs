//! Remittances and their lines: the captures and refunds that go to the bank.

use async_trait::async_trait;
use domain::remittance::{Line, Remittance, RemittanceKey};
use jiff::{Timestamp, civil::Date};
use primitives::{Amount, MerchantId, TransactionId};

use super::{Lease, StoreError};

#[async_trait]
/// Reads and takes remittances.
pub trait Remittances {
    /// Reads the keys of remittances that no worker has taken and that have open lines of `up_to` or an
    /// earlier day.
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;

    /// Reads the keys of remittances that were taken but not closed, and whose lease has ended, the oldest
    /// day first.
    async fn abandoned_remittances(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;

    /// Takes a remittance, and adds it if it does not exist. Returns `false` where another worker has leased
    /// it or it is closed.
    async fn take_remittance(&self, key: &RemittanceKey, lease: Lease) -> Result<bool, StoreError>;

    async fn has_open_lines(&self, key: &RemittanceKey) -> Result<bool, StoreError>;

    /// Reads the earliest day that has a line in no remittance, or a remittance that is not closed.
    async fn oldest_open_day(&self) -> Result<Option<Date>, StoreError>;

    /// Reads remittances, the newest first: of a merchant or of all, of a day or of all.
    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Result<Vec<Remittance>, StoreError>;

    /// Reads whether the remittance is closed. `None` where there is no such remittance.
    async fn remittance_state(&self, key: &RemittanceKey) -> Result<Option<bool>, StoreError>;

    /// Reads the lines of a remittance in the order of their entries, from the first entry after `after`.
    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<Line>, StoreError>;
}

/// A write of a remittance or a line.
pub enum RemittanceWrite {
    AddLine(Box<Line>),
    /// Reduces the amount of a line, and deletes it at zero. Fails as [`super::CommitError::Stale`] where the line is
    /// remitted, or its amount is not `from`.
    ReduceLine {
        merchant: MerchantId,
        entry: TransactionId,
        from: Amount,
        to: Amount,
    },
    /// Adds at most `most` open lines, of its day or an earlier one, to a leased remittance, and extends the
    /// lease. Fails as [`super::CommitError::Stale`] where the remittance is closed.
    GatherLines {
        key: RemittanceKey,
        most: usize,
        leased_until: Timestamp,
    },
    /// Closes a remittance: its lines are counted and summed, and it does not change afterwards. Fails as
    /// [`super::CommitError::Stale`] where it is closed already.
    Close {
        key: RemittanceKey,
    },
    /// Moves at most `most` lines that came too late for a remittance to the next day.
    PostponeLines {
        key: RemittanceKey,
        most: usize,
    },
}
