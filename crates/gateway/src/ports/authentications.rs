//! Authentications of buyers.

use async_trait::async_trait;
use domain::authentication::{Authentication, AuthenticationId};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use super::{StoreError, Versioned};

#[async_trait]
/// Reads authentications.
pub trait Authentications {
    async fn authentication(
        &self,
        merchant: MerchantId,
        id: &AuthenticationId,
    ) -> Result<Option<Versioned<Authentication>>, StoreError>;

    async fn authentication_by_number(
        &self,
        merchant: MerchantId,
        number: TransactionId,
    ) -> Result<Option<Versioned<Authentication>>, StoreError>;
}

/// A write of an authentication.
pub enum AuthenticationWrite {
    /// Adds an authentication, which is forgotten from a time on. Fails as [`super::CommitError::IdTaken`] where the merchant has one with
    /// this id or number.
    Add { authentication: Box<Authentication>, forgotten: Timestamp },
    /// Stores the stage, and what became of the proof. Fails as [`super::CommitError::Stale`] where the stored version differs.
    Update(Box<Versioned<Authentication>>),
}

/// Returns the name of the row of a sealed authentication value, to which its seal is bound.
pub(crate) fn authentication_row(merchant: MerchantId, number: TransactionId) -> String {
    format!("{merchant}/{number}")
}
