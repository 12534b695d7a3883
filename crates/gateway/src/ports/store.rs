//! The store: the reads of every subject, and one commit over all of them.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    Audit, AuditChain, AuditChainWrite, AuditLine, AuthenticationWrite, Authentications, Buckets, CardWrite,
    Cards, CommitError, KeyWrite, Keys, LimitWrite, LinkWrite, Links, ListingWrite, Listings, MerchantWrite,
    Merchants, NotificationWrite, Notifications, PaymentWrite, Payments, RemittanceWrite, Remittances,
    RequestWrite, Requests, RetentionWrite, Retentions, SessionWrite, Sessions, StoreError, TransferWrite,
    Transfers, WalletWrite, Wallets,
};

/// The reads of all subjects, and one atomic commit.
#[async_trait]
pub trait Store:
    Payments
    + Listings
    + Sessions
    + Links
    + Notifications
    + Remittances
    + Merchants
    + Keys
    + Cards
    + Wallets
    + Authentications
    + Transfers
    + Requests
    + Retentions
    + Audit
    + AuditChain
    + Buckets
    + Send
    + Sync
{
    /// Checks that the store answers.
    async fn check(&self) -> Result<(), StoreError>;

    /// Returns the number of rows with pending work that workers could not read when they last looked for
    /// work, and of payments that are set aside at `now` because their actions cannot be read or do not add
    /// up.
    fn unreadable_rows(&self, now: Timestamp) -> usize;

    /// Reads the rows with pending work, at most `most` of each kind. Returns a message for each row that
    /// cannot be read.
    async fn examine_rows(&self, most: usize) -> Result<Vec<String>, StoreError>;

    /// Performs all of the writes or none. They are on disk when it returns.
    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError>;
}

/// One write of a commit. The order of the writes has no meaning.
pub enum Write {
    Payment(PaymentWrite),
    Listing(ListingWrite),
    Session(SessionWrite),
    Link(LinkWrite),
    Notification(NotificationWrite),
    Remittance(RemittanceWrite),
    Merchant(MerchantWrite),
    Key(KeyWrite),
    Card(CardWrite),
    Wallet(WalletWrite),
    Authentication(AuthenticationWrite),
    Transfer(TransferWrite),
    Request(RequestWrite),
    Retention(RetentionWrite),
    Limit(LimitWrite),
    Audit(AuditLine),
    AuditChain(AuditChainWrite),
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
    Listing(ListingWrite),
    Session(SessionWrite),
    Link(LinkWrite),
    Notification(NotificationWrite),
    Remittance(RemittanceWrite),
    Merchant(MerchantWrite),
    Key(KeyWrite),
    Card(CardWrite),
    Wallet(WalletWrite),
    Authentication(AuthenticationWrite),
    Transfer(TransferWrite),
    Request(RequestWrite),
    Retention(RetentionWrite),
    Limit(LimitWrite),
    Audit(AuditLine),
    AuditChain(AuditChainWrite)
);

/// A value and the version that was read. A write of it fails where the stored version differs.
#[derive(Clone)]
pub struct Versioned<T> {
    pub value: T,
    pub version: i64,
}
