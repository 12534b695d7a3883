//! The card of a payment, as a wallet keeps it.

use domain::{
    ReturnCode,
    merchant::Merchant,
    transaction::{State, Transaction},
    wallet::KeptCard,
};
use primitives::TransactionId;

use crate::{Gateway, Refusal};

/// Returns the card of an accepted payment. A malformed id, an unknown one and another merchant's get the same refusal.
pub(super) async fn of_payment(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &str,
) -> Result<KeptCard, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);
    let id = TransactionId::parse(id).ok_or(unknown.clone())?;
    let refused = || Refusal::Wallet(ReturnCode::WALLET_TAKES_NO_SUCH_CARD);
    let payment = match gateway.store.transaction(merchant.id, id).await? {
        Some(payment) => payment.value,
        // A capture or a refund is a transaction, and no payment.
        None if gateway.store.ledger(merchant.id, id).await?.is_some() => return Err(refused()),
        None => return Err(unknown),
    };
    if !matches!(payment.state, State::Accepted(_)) {
        return Err(refused());
    }
    let card = shown(&payment).ok_or_else(refused)?;
    // A card whose number has been forgotten cannot pay.
    if gateway.store.card(merchant.id, &card.token).await?.is_none() {
        return Err(refused());
    }
    Ok(card)
}

/// Returns the card of a payment. `None` where there is none, or its number was not stored.
pub(super) fn shown(payment: &Transaction) -> Option<KeptCard> {
    let shown = payment.card.clone()?;
    Some(KeptCard { token: shown.token.clone()?, shown, instrument_type: payment.instrument_type.clone() })
}
