//! Wallets and the cards in them.

pub(crate) mod cards;
pub(crate) mod list;
pub(crate) mod retention;
pub(crate) mod rows;

use async_trait::async_trait;
use domain::wallet::{Rank, Wallet};
use gateway::ports::{
    KeptInWallet, ListedWallet, PagePart, StoreError, Versioned, WalletFilter, WalletWrite, Wallets,
};
use jiff::Timestamp;
use primitives::{MerchantId, Reference};

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Wallets for Database<E> {
    async fn wallet(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Versioned<Wallet>>, StoreError> {
        let mut rows = self.engine.all(rows::find(merchant, id)).await?.into_iter();
        let Some((mut wallet, first)) = rows.next() else { return Ok(None) };
        wallet.value.cards = first.into_iter().chain(rows.filter_map(|(_, card)| card)).collect();
        Ok(Some(wallet))
    }

    async fn count_wallets(&self, merchant: MerchantId, filter: &WalletFilter) -> Result<usize, StoreError> {
        self.count(list::count(merchant, filter)).await
    }

    async fn wallets_of_page(
        &self,
        merchant: MerchantId,
        filter: &WalletFilter,
        part: PagePart,
    ) -> Result<Vec<ListedWallet>, StoreError> {
        self.engine.all(list::page(merchant, filter, part)).await
    }

    async fn wallet_cards_after(
        &self,
        after: Option<&(MerchantId, Reference, Rank)>,
        most: usize,
    ) -> Result<Vec<KeptInWallet>, StoreError> {
        let rows = self.engine.all(cards::after(after, most)).await?;
        Ok(rows.into_iter().flatten().collect())
    }
}

pub(crate) fn steps(at: Timestamp, write: WalletWrite) -> Vec<Step> {
    match write {
        WalletWrite::Add(wallet) => {
            let cards = wallet.cards.iter().map(|card| cards::put(&wallet, card));
            std::iter::once(rows::insert(&wallet, at)).chain(cards).collect()
        }
        WalletWrite::Update { wallet, changed } => {
            let value = &wallet.value;
            let cards = changed.iter().map(|rank| match value.card(*rank) {
                Some(card) => cards::put(value, card),
                None => cards::delete(value, *rank),
            });
            std::iter::once(rows::update(&wallet)).chain(cards).collect()
        }
        WalletWrite::SetStatus { merchant, id, status } => {
            vec![rows::set_status(merchant, &id, status), cards::set_status(merchant, &id, status)]
        }
    }
}
