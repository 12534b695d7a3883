//! Payment sessions.

use async_trait::async_trait;
use domain::{session::Session, transaction::Transaction};
use jiff::Timestamp;
use primitives::{MerchantId, Sealed, SessionId, SessionNumber};

use super::{StoreError, Versioned};

#[async_trait]
/// Reads sessions.
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

    /// Reads a session again, and at most `most` of its payments, the newest first, from one snapshot.
    async fn with_payments(
        &self,
        session: Session,
        most: usize,
    ) -> Result<(Versioned<Session>, Vec<Transaction>), StoreError>;

    /// Reads at most `most` secrets that an older version of the gateway stored unsealed.
    async fn clear_secrets(&self, most: usize) -> Result<Vec<(MerchantId, SessionId)>, StoreError>;

    /// Reads at most `most` sessions that have expired and are not final, the longest overdue first.
    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;

    /// Reads the earliest time at which a session became, or will become, overdue.
    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError>;
}

/// A write of a session.
pub enum SessionWrite {
    /// Adds a session. Fails as [`super::CommitError::IdTaken`].
    Add(Box<Session>),
    /// Stores the stage, the attempts left and the device. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs.
    Update(Box<Versioned<Session>>),
    /// Has the session's notification wait for no return of the buyer.
    EndDelay { merchant: MerchantId, number: SessionNumber },
    /// Replaces a secret that was stored unsealed by the sealed one.
    SealSecret { merchant: MerchantId, number: SessionNumber, secret: Sealed },
}
