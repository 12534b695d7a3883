//! The session in which a buyer looks after a wallet: what the page of it needs besides that of a payment.

mod get;
mod operate;

use domain::{
    ReturnCode, Title,
    wallet::{MAX_CARDS, WalletStatus},
};
use primitives::Pan;

pub use get::{FoundWallet, get_of_wallet};
pub use operate::{WalletAsked, WalletOperation, operate};

use super::{SessionStatus, SessionView};
use crate::{Gateway, Refusal};

/// Returns the status of an open session. A wallet that its merchant has disabled, and a full one, take no card.
pub(super) fn manage(shown: &SessionView) -> SessionStatus {
    let newest = shown.transactions.first().map(|newest| newest.state.result());
    let has_room = shown
        .wallet
        .as_ref()
        .is_none_or(|wallet| wallet.status == WalletStatus::Active && wallet.cards.len() < MAX_CARDS);
    SessionStatus::Manage {
        refused: newest.filter(|code| code.title() != Title::Accepted),
        takes_card: has_room && shown.session.may_try(),
    }
}

/// Refuses a card that is in the wallet already, before a bank is asked. Where the merchant adds it at the same time, the commit of
/// the payment finds out.
pub(super) fn refuse_twice(gateway: &Gateway, seen: &SessionView, pan: &Pan) -> Result<(), Refusal> {
    let Some(wallet) = &seen.wallet else { return Ok(()) };
    let token = gateway.vault.alias(seen.session.merchant, pan, 0);
    if wallet.cards.iter().any(|card| card.card.token == token) {
        return Err(Refusal::Wallet(ReturnCode::CARD_IN_WALLET));
    }
    Ok(())
}
