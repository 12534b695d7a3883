//! Wallets.

use async_trait::async_trait;
use domain::{
    echo::Echo,
    wallet::{Rank, Wallet, WalletCard, WalletStatus},
};
use jiff::Timestamp;
use primitives::{MerchantId, Reference};

use super::{PagePart, StoreError, Versioned};

#[async_trait]
/// Reads wallets.
pub trait Wallets {
    async fn wallet(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Versioned<Wallet>>, StoreError>;

    /// Counts the wallets that a filter lets through.
    async fn count_wallets(&self, merchant: MerchantId, filter: &WalletFilter) -> Result<usize, StoreError>;

    /// Reads a part of the wallets that a filter lets through, in the order of their dates and then of their ids.
    async fn wallets_of_page(
        &self,
        merchant: MerchantId,
        filter: &WalletFilter,
        part: PagePart,
    ) -> Result<Vec<ListedWallet>, StoreError>;

    /// Reads at most `most` cards of all wallets, in the order of their merchants, wallets and ranks and behind `after`.
    async fn wallet_cards_after(
        &self,
        after: Option<&(MerchantId, Reference, Rank)>,
        most: usize,
    ) -> Result<Vec<KeptInWallet>, StoreError>;
}

/// A card of a wallet, and whose it is.
pub struct KeptInWallet {
    pub merchant: MerchantId,
    pub wallet: Reference,
    pub card: WalletCard,
}

/// What a wallet must be to be in a collection. An absent part asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalletFilter {
    pub status: Option<WalletStatus>,
    /// The earliest and the latest date, both in the range.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// A wallet of a collection, without its cards: a wallet may have 99.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedWallet {
    pub id: Reference,
    pub status: WalletStatus,
    pub details: Echo,
    pub default: Rank,
    pub created: Timestamp,
    pub card_count: usize,
}

/// A write of a wallet.
pub enum WalletWrite {
    /// Adds a wallet with its cards. Fails as [`super::CommitError::WalletExists`].
    Add(Box<Wallet>),
    /// Stores a wallet, and of its cards those that have changed; a rank that has no card any more was removed. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs. Every commit that changes a card of a wallet contains this write, so that no two of them happen at the same time.
    Update { wallet: Box<Versioned<Wallet>>, changed: Vec<Rank> },
    /// Stores the status of a wallet and of all its cards, whatever its version is. Fails as [`super::CommitError::NoSuchWallet`]. Where
    /// a commit has several of these, they must be in the order of their ids: two commits then wait for each other, and not both.
    SetStatus { merchant: MerchantId, id: Reference, status: WalletStatus },
}
