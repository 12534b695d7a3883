//! Payment sessions.

use async_trait::async_trait;
use domain::{
    session::{Session, SessionState},
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::{MerchantId, OrderReference, Sealed, SessionId, SessionNumber};

use super::{PagePart, StoreError, Versioned};

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

    /// Counts the sessions to be paid that a filter lets through.
    async fn count_sessions(&self, merchant: MerchantId, filter: &SessionFilter)
    -> Result<usize, StoreError>;

    /// Reads a part of the sessions to be paid that a filter lets through, in the order of their numbers.
    async fn sessions_of_page(
        &self,
        merchant: MerchantId,
        filter: &SessionFilter,
        part: PagePart,
    ) -> Result<Vec<Session>, StoreError>;

    /// Reads the earliest time at which a session became, or will become, overdue.
    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError>;
}

/// What a session must be to be in a collection. An absent part asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFilter {
    pub state: Option<SessionState>,
    pub order_reference: Option<OrderReference>,
    /// The range of numbers, which sort by time: `from` is in it, `below` is not.
    pub from: i64,
    pub below: i64,
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
