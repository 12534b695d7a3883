//! Finds the card of a wallet that pays.

use domain::{
    ReturnCode,
    merchant::Merchant,
    transaction::WalletUse,
    used_card::UsedCard,
    wallet::{Rank, Wallet, WalletCard},
};
use primitives::{Cvx, Reference};

use crate::{
    Gateway, Refusal,
    payments::{Kept, Payer},
};

/// A wallet that pays, and its card. Without a rank its default card pays.
pub struct WalletChoice {
    pub wallet: Reference,
    pub rank: Option<Rank>,
}

/// Returns the card that pays, and what the payment keeps of the choice. A wallet that is unknown or not active refuses the payment,
/// which is recorded: the request itself is sound.
pub(crate) async fn payer(
    gateway: &Gateway,
    merchant: &Merchant,
    choice: WalletChoice,
    cvx: Option<Cvx>,
) -> Result<(Kept, WalletUse), Refusal> {
    let WalletChoice { wallet: id, rank } = choice;
    let stored = gateway.store.wallet(merchant.id, &id).await?;
    Ok(match stored {
        Some(stored) => payer_of(&stored.value, rank, cvx),
        None => (refused(ReturnCode::WALLET_UNKNOWN, None), WalletUse { wallet: id, rank }),
    })
}

/// Returns the card of a wallet that pays, and what the payment keeps of the choice.
pub(crate) fn payer_of(wallet: &Wallet, rank: Option<Rank>, cvx: Option<Cvx>) -> (Kept, WalletUse) {
    let named = wallet.card(rank.unwrap_or(wallet.default));
    let used = WalletUse { wallet: wallet.id.clone(), rank: named.map(|card| card.rank).or(rank) };
    let card = match wallet.payer(rank) {
        Ok(card) => card,
        Err(code) => return (refused(code, named), used),
    };
    let shown = &card.card.shown;
    let Some(expiry) = shown.expiry else { return (refused(ReturnCode::CARD_EXPIRED, named), used) };
    let payer = Payer {
        token: card.card.token.clone(),
        expiry,
        cvx,
        holder: shown.holder_name.clone(),
        usual_network: shown.selected_network,
    };
    (Kept::Payer(payer), used)
}

fn refused(code: ReturnCode, card: Option<&WalletCard>) -> Kept {
    let shown = card.map_or_else(UsedCard::unknown, |card| card.card.shown.clone());
    Kept::Refused(code, Box::new(shown))
}
