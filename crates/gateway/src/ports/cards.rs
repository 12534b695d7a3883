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
    /// The number, sealed for the column `pan` of the table `cards` in the row [`StoredCard::row`].
    pub sealed_pan: Vec<u8>,
}

impl StoredCard {
    /// Returns the name of the card's row, to which its seal is bound.
    pub fn row(merchant: MerchantId, token: &AliasToken) -> String {
        format!("{merchant}/{}", token.as_str())
    }
}

#[async_trait]
/// Reads cards.
pub trait Cards {
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError>;

    /// Reads at most `most` cards of all merchants, in the order of their merchants and fingerprints and behind `after`.
    async fn cards_after(
        &self,
        after: Option<&(MerchantId, Fingerprint)>,
        most: usize,
    ) -> Result<Vec<StoredCard>, StoreError>;
}

/// A write of a card.
pub enum CardWrite {
    /// Adds a card, unless it is stored already. Fails as [`super::CommitError::TokenTaken`] where another
    /// card has the token.
    Keep(StoredCard),
    /// Stores that a card comes into a wallet, so that it is not forgotten at the same time. Fails as
    /// [`super::CommitError::CardGone`].
    Use { merchant: MerchantId, token: AliasToken },
}
