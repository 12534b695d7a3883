//! Stored cards.

use async_trait::async_trait;
use primitives::{AliasToken, MerchantId};
use vault::Fingerprint;

use super::StoreError;

/// A card as the store keeps it: its number is sealed.
#[derive(Clone)]
pub struct StoredCard {
    pub merchant: MerchantId,
    pub fingerprint: Fingerprint,
    pub token: AliasToken,
    /// The number, sealed for the table `cards`, the row of [`StoredCard::row`] and the column `pan`.
    pub sealed_pan: Vec<u8>,
}

impl StoredCard {
    /// The name of the card's row, which its seal is bound to.
    pub fn row(merchant: MerchantId, token: &AliasToken) -> String {
        format!("{merchant}/{}", token.as_str())
    }
}

#[async_trait]
pub trait Cards {
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError>;
}

pub enum CardWrite {
    /// Adds a card; a stored card stays as it is. Fails as [`super::CommitError::TokenTaken`] where another card has the
    /// token.
    Keep(StoredCard),
}
