//! Takes the card of an accepted payment into a wallet, as its buyer wished. The writes join the commit of the acceptance.

use domain::{transaction::Transaction, wallet::Wallet};
use primitives::Reference;

use super::kept_card;
use crate::{
    Gateway, audit,
    ports::{CardWrite, Versioned, WalletWrite, Write},
};

/// Returns the writes that make the wallet, or put the card into it. A wallet that does not take the card, or cannot be read, refuses
/// no payment: the audit log says that the card is not kept.
pub(crate) async fn keep(gateway: &Gateway, payment: &Transaction, id: &Reference) -> Vec<Write> {
    let Some(card) = kept_card::shown(payment) else { return Vec::new() };
    let stored = match gateway.store.wallet(payment.merchant, id).await {
        Ok(stored) => stored,
        Err(error) => {
            tracing::error!(transaction = %payment.id, %error, "a card is not kept: its wallet cannot be read");
            return vec![not_kept(payment, id)];
        }
    };
    // The number must still be there, and stay.
    let used = CardWrite::Use { merchant: payment.merchant, token: card.token.clone() }.into();
    let Some(Versioned { value: mut wallet, version }) = stored else {
        let details = gateway.documents.wallet_details(&payment.echo);
        let wallet = Wallet::new(payment.merchant, id.clone(), details, card);
        let line = audit::wallet(&wallet, "WALLET_CREATED", None);
        return vec![line, used, WalletWrite::Add(Box::new(wallet)).into()];
    };
    match wallet.keep(card) {
        Ok(rank) => {
            let line = audit::wallet(&wallet, "WALLET_CARD_KEPT", Some(rank));
            let wallet = Box::new(Versioned { value: wallet, version });
            vec![line, used, WalletWrite::Update { wallet, changed: vec![rank] }.into()]
        }
        Err(code) => {
            tracing::warn!(transaction = %payment.id, code = code.code(), "a card is not kept in its wallet");
            vec![not_kept(payment, id)]
        }
    }
}

/// Returns the line of the audit log about a card that does not come into its wallet.
pub(crate) fn not_kept(payment: &Transaction, id: &Reference) -> Write {
    audit::card_not_kept(payment.merchant, id)
}
