//! Payment links.

use async_trait::async_trait;
use domain::{link::PaymentLink, session::Session, transaction::Transaction};
use primitives::{LinkNumber, MerchantId};

use super::{StoreError, Versioned};

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

    /// Reads at most `most` links of a merchant, the newest first.
    async fn newest_links(&self, merchant: MerchantId, most: usize) -> Result<Vec<PaymentLink>, StoreError>;

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
}
