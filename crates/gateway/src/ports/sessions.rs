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

    /// For a buyer, whose id of the session does not name the merchant. The caller has to compare the secret.
    async fn session_by_number(
        &self,
        number: SessionNumber,
    ) -> Result<Option<Versioned<Session>>, StoreError>;

    /// A session that was read, as it stands now, and its newest payments, the newest first: both in one moment.
    async fn with_payments(
        &self,
        session: Session,
        most: usize,
    ) -> Result<(Versioned<Session>, Vec<Transaction>), StoreError>;

    /// Secrets that an older version of the gateway left in the clear, at most so many.
    async fn clear_secrets(&self, most: usize) -> Result<Vec<(MerchantId, SessionId)>, StoreError>;

    /// Sessions whose time has run out and that nobody has ended, those that wait longest first.
    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;

    /// When the oldest session was, or will be, overdue.
    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError>;
}

pub enum SessionWrite {
    /// Fails as [`super::CommitError::IdTaken`].
    Add(Box<Session>),
    /// The stage, what is left of the attempts, and the device. Fails as [`super::CommitError::Stale`] where the version
    /// is not the stored one any more.
    Update(Box<Versioned<Session>>),
    /// The secret in the place of the one in the clear.
    SealSecret { merchant: MerchantId, number: SessionNumber, secret: Sealed },
}
