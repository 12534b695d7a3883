//! Reads a page of a merchant's wallets.

use domain::merchant::Merchant;

use crate::{
    Gateway, Refusal,
    ports::{ListedWallet, PagePart, WalletFilter},
};

/// Reads a page of the wallets, and counts all that the filter lets through.
pub async fn list(
    gateway: &Gateway,
    merchant: &Merchant,
    filter: &WalletFilter,
    part: PagePart,
) -> Result<(Vec<ListedWallet>, usize), Refusal> {
    gateway.beginnings.settle(merchant.id).await;
    let total = gateway.store.count_wallets(merchant.id, filter).await?;
    Ok((gateway.store.wallets_of_page(merchant.id, filter, part).await?, total))
}
