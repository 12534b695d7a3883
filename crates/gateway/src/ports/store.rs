//! The store: what every subject reads of it, and one commit over all of them.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    AuditLine, CardWrite, Cards, CommitError, KeyWrite, Keys, MerchantWrite, Merchants, NotificationWrite,
    Notifications, PaymentWrite, Payments, RemittanceWrite, Remittances, RequestWrite, Requests,
    SessionWrite, Sessions, StoreError,
};

/// Few reads, one atomic write.
#[async_trait]
pub trait Store:
    Payments + Sessions + Notifications + Remittances + Merchants + Keys + Cards + Requests + Send + Sync
{
    /// Whether the store answers at all.
    async fn check(&self) -> Result<(), StoreError>;

    /// How many rows with pending work could not be read when a worker looked for work last.
    fn unreadable_rows(&self) -> usize;

    /// Reads the rows with pending work, at most so many of each kind, and returns what is wrong with which.
    async fn examine_rows(&self, most: usize) -> Result<Vec<String>, StoreError>;

    /// All of it or nothing; on disk when it returns.
    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError>;
}

/// One row or guard of a commit. The order of the writes of a commit means nothing.
pub enum Write {
    Payment(PaymentWrite),
    Session(SessionWrite),
    Notification(NotificationWrite),
    Remittance(RemittanceWrite),
    Merchant(MerchantWrite),
    Key(KeyWrite),
    Card(CardWrite),
    Request(RequestWrite),
    Audit(AuditLine),
}

macro_rules! from {
    ($($of:ident($what:ident)),+) => {
        $(impl From<$what> for Write {
            fn from(write: $what) -> Self {
                Self::$of(write)
            }
        })+
    };
}

from!(
    Payment(PaymentWrite),
    Session(SessionWrite),
    Notification(NotificationWrite),
    Remittance(RemittanceWrite),
    Merchant(MerchantWrite),
    Key(KeyWrite),
    Card(CardWrite),
    Request(RequestWrite),
    Audit(AuditLine)
);

/// A value and the version in which it was read; writing it fails where someone was faster.
#[derive(Clone)]
pub struct Versioned<T> {
    pub value: T,
    pub version: i64,
}
