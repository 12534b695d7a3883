//! Wallets.

use async_trait::async_trait;
use domain::wallet::{Rank, Wallet};
use primitives::{MerchantId, Reference};

use super::{StoreError, Versioned};

#[async_trait]
/// Reads wallets.
pub trait Wallets {
    async fn wallet(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Versioned<Wallet>>, StoreError>;
}

/// A write of a wallet.
pub enum WalletWrite {
    /// Adds a wallet with its cards. Fails as [`super::CommitError::WalletExists`].
    Add(Box<Wallet>),
    /// Stores a wallet, and of its cards those that have changed. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs. Every commit that changes a card of a wallet contains this write, so that no two of them happen at the same time.
    Update { wallet: Box<Versioned<Wallet>>, changed: Vec<Rank> },
}
