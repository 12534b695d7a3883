//! Remittances, and the captures and refunds that go to the bank in them as lines.

use async_trait::async_trait;
use domain::remittance::{Line, Remittance, RemittanceKey};
use jiff::{Timestamp, civil::Date};
use primitives::{Amount, MerchantId, TransactionId};

use super::StoreError;

#[async_trait]
pub trait Remittances {
    /// Points of sale with open lines of that day or before whose remittance nobody has taken.
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;

    /// Remittances that somebody took, did not close, and does not hold any more; the oldest day first.
    async fn abandoned_remittances(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError>;

    async fn has_open_lines(&self, key: &RemittanceKey) -> Result<bool, StoreError>;

    /// The oldest day with a line that is in no remittance, or with a remittance that is not closed.
    async fn oldest_open_day(&self) -> Result<Option<Date>, StoreError>;

    /// The newest first.
    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Result<Vec<Remittance>, StoreError>;

    /// Whether it is closed; `None` where there is none.
    async fn remittance_state(&self, key: &RemittanceKey) -> Result<Option<bool>, StoreError>;

    /// Lines of a remittance in the order of their entries, those after `after`.
    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<Line>, StoreError>;
}

pub enum RemittanceWrite {
    AddLine(Box<Line>),
    /// Takes from a line; down to nothing, it is gone. Fails as [`super::CommitError::Stale`] where the line is
    /// remitted, or was changed by others.
    ReduceLine {
        merchant: MerchantId,
        entry: TransactionId,
        from: Amount,
        to: Amount,
    },
    /// Takes the remittance for oneself until `leased_until`, and makes it where it is not there. Fails as
    /// [`super::CommitError::Stale`] where somebody else has it, and as [`super::CommitError::RemittanceClosed`].
    Take {
        key: RemittanceKey,
        leased_until: Timestamp,
    },
    /// Puts open lines of its day and before into a remittance that one has taken, a bounded number at a time, and keeps
    /// it for longer. Fails as [`super::CommitError::Stale`] where it is closed.
    GatherLines {
        key: RemittanceKey,
        most: usize,
        leased_until: Timestamp,
    },
    /// Counts and sums the lines of a remittance; from then on it does not change. Fails as
    /// [`super::CommitError::Stale`] where it is closed.
    Close {
        key: RemittanceKey,
    },
    /// Lines that came too late for a remittance go into the next day's, a bounded number at a time.
    PostponeLines {
        key: RemittanceKey,
        most: usize,
    },
}
