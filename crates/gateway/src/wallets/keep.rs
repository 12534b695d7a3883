//! Takes the card of an accepted payment into a wallet, as its buyer wished. The writes join the commit of the acceptance.

use domain::{transaction::Transaction, wallet::Wallet};
use primitives::Reference;

use super::kept_card;
use crate::{
    Gateway, audit,
    ports::{CommitError, StoreError, Versioned, WalletWrite, Write},
};

/// Returns the writes that make the wallet, or put the card into it. A wallet that does not take the card refuses no payment: the
/// audit log says why the card is not kept.
pub(crate) async fn keep(
    gateway: &Gateway,
    payment: &Transaction,
    id: &Reference,
) -> Result<Vec<Write>, CommitError> {
    let Some(card) = kept_card::shown(payment) else { return Ok(Vec::new()) };
    let stored = match gateway.store.wallet(payment.merchant, id).await {
        Err(StoreError::Inconsistent) => {
            tracing::error!(transaction = %payment.id, "a card is not kept: its wallet cannot be read");
            return Ok(Vec::new());
        }
        other => other?,
    };
    let Some(Versioned { value: mut wallet, version }) = stored else {
        let details = gateway.documents.wallet_details(&payment.echo);
        let wallet = Wallet::new(payment.merchant, id.clone(), details, card);
        let line = audit::wallet(&wallet, "WALLET_CREATED", None);
        return Ok(vec![line, WalletWrite::Add(Box::new(wallet)).into()]);
    };
    match wallet.keep(card) {
        Ok(rank) => {
            let line = audit::wallet(&wallet, "WALLET_CARD_KEPT", Some(rank));
            let wallet = Box::new(Versioned { value: wallet, version });
            Ok(vec![line, WalletWrite::Update { wallet, changed: vec![rank] }.into()])
        }
        Err(code) => {
            tracing::warn!(transaction = %payment.id, code = code.code(), "a card is not kept in its wallet");
            Ok(vec![audit::wallet(&wallet, "WALLET_CARD_NOT_KEPT", None)])
        }
    }
}
