//! Payment sessions.

use async_trait::async_trait;
use domain::{session::Session, transaction::Transaction};
use jiff::Timestamp;
use primitives::{MerchantId, Sealed, SessionId, SessionNumber};

use super::{StoreError, Versioned};

#[async_trait]
pub trait Sessions {
    async fn session(
        &self,
        merchant: MerchantId,
        number: SessionNumber,
    ) -> Result<Option<Versioned<Session>>, StoreError>;

    /// Reads a session for a buyer, whose session id does not name the merchant. The caller has to compare the secret.
    async fn session_by_number(
        &self,
        number: SessionNumber,
    ) -> Result<Option<Versioned<Session>>, StoreError>;

    /// Reads a session again together with at most `most` of its payments, the newest first, from one snapshot.
    async fn with_payments(
        &self,
        session: Session,
        most: usize,
    ) -> Result<(Versioned<Session>, Vec<Transaction>), StoreError>;

    /// Reads at most `most` secrets that an older version of the gateway stored in the clear.
    async fn clear_secrets(&self, most: usize) -> Result<Vec<(MerchantId, SessionId)>, StoreError>;

    /// Reads at most `most` sessions whose time has run out and that have not ended, the longest overdue first.
    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;

    /// Reads when the first session became, or will become, overdue.
    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError>;
}

pub enum SessionWrite {
    /// Adds a session. Fails as [`super::CommitError::IdTaken`].
    Add(Box<Session>),
    /// Stores the stage, the attempts left and the device. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs.
    Update(Box<Versioned<Session>>),
    /// Replaces a secret in the clear by the sealed one.
    SealSecret { merchant: MerchantId, number: SessionNumber, secret: Sealed },
}
