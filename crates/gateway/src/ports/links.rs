//! Payment links.

use async_trait::async_trait;
use domain::{
    link::{LinkStatus, PaymentLink},
    session::Session,
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::{LinkNumber, MerchantId, OrderReference, Reference};

use super::{PagePart, StoreError, Versioned};

#[async_trait]
/// Reads payment links, their sessions and their payments.
pub trait Links {
    async fn link(
        &self,
        merchant: MerchantId,
        number: LinkNumber,
    ) -> Result<Option<Versioned<PaymentLink>>, StoreError>;

    /// Reads a link for a buyer, whose token does not name the merchant. The caller has to compare the secret.
    async fn link_by_number(&self, number: LinkNumber) -> Result<Option<Versioned<PaymentLink>>, StoreError>;

    /// Counts the links of a merchant that a filter lets through.
    async fn count_links(&self, merchant: MerchantId, filter: &LinkFilter) -> Result<usize, StoreError>;

    /// Reads a part of the links of a merchant that a filter lets through, in the order of their numbers.
    async fn links_of_page(
        &self,
        merchant: MerchantId,
        filter: &LinkFilter,
        part: PagePart,
    ) -> Result<Vec<PaymentLink>, StoreError>;

    /// Reads at most `most` sessions of a link, the newest first.
    async fn sessions_of_link(
        &self,
        merchant: MerchantId,
        link: LinkNumber,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;

    /// Reads at most `most` payments of all sessions of a link, the newest first.
    async fn payments_of_link(
        &self,
        merchant: MerchantId,
        link: LinkNumber,
        most: usize,
    ) -> Result<Vec<Transaction>, StoreError>;
}

/// What a link must be to be in a collection. An absent part asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFilter {
    /// The status at a time.
    pub status: Option<(LinkStatus, Timestamp)>,
    pub order_reference: Option<OrderReference>,
    pub point_of_sale: Option<Reference>,
    /// The range of numbers, which sort by time: `from` is in it, `below` is not.
    pub from: i64,
    pub below: i64,
}

/// A write of a payment link.
pub enum LinkWrite {
    /// Adds a link. Fails as [`super::CommitError::IdTaken`].
    Add(Box<PaymentLink>),
    /// Stores the status, the attempts left and the payment that holds the link. Fails as [`super::CommitError::Stale`] where the stored
    /// version differs.
    Update(Box<Versioned<PaymentLink>>),
    /// Does the same for a payment that begins. Fails as [`super::CommitError::Claimed`] where another payment holds the link, and as
    /// [`super::CommitError::Stale`] where the stored version differs for another reason.
    Hold(Box<Versioned<PaymentLink>>),
    /// Counts a session that the link begins. Fails as [`super::CommitError::Stale`] where the link has begun another one since it was
    /// read, or is not to be paid any more. It leaves the version alone, so that no payment has to look at the link again.
    Open(Box<PaymentLink>),
}
