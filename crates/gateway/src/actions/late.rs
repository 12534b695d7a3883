//! Late deliveries: the authorisation has expired, and a bank is asked for a new one before the capture.

use domain::{ledger::Ledger, transaction::Transaction};
use primitives::{Expiry, Network, Pan, TransactionId};

use crate::{
    Gateway, Refusal,
    bank_answers::record_answer,
    deadlines::input_of,
    payments::card::pan_of,
    places::outside,
    ports::{AcquirerAnswer, AuthorizationQuestion, Versioned},
};

/// The card for a renewed authorisation. It has no check value, because that is not stored.
pub(crate) struct RenewalCard {
    pan: Pan,
    expiry: Expiry,
    network: Network,
}

/// Returns the card of a payment. `None` where its number, expiry or network is not known.
pub(super) async fn card_of(
    gateway: &Gateway,
    payment: &Transaction,
) -> Result<Option<RenewalCard>, Refusal> {
    let Some(card) = &payment.card else { return Ok(None) };
    let (Some(token), Some(expiry), Some(network)) = (&card.token, card.expiry, card.selected_network) else {
        return Ok(None);
    };
    let pan = pan_of(gateway, payment.merchant, token).await?;
    Ok(pan.map(|pan| RenewalCard { pan, expiry, network }))
}

/// Asks the bank to renew the authorisation and records its answer in the action.
pub(crate) async fn ask(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    action: TransactionId,
    card: RenewalCard,
) -> Ledger {
    let input = match question(&stored.value, action, card, gateway) {
        Some((question, deadline)) if !gateway.is_too_late(deadline) => {
            input_of(outside(gateway.acquirer.authorize(question)).await)
        }
        _ => input_of(AcquirerAnswer::NotSent),
    };
    record_answer(gateway, stored, action, input).await
}

fn question(
    ledger: &Ledger,
    action: TransactionId,
    card: RenewalCard,
    gateway: &Gateway,
) -> Option<(AuthorizationQuestion, jiff::Timestamp)> {
    let (action, payment) = (ledger.action(action)?, &ledger.payment);
    let deadline = action.state.due(action.created)?;
    let question = AuthorizationQuestion {
        authentication: None,
        merchant: payment.merchant,
        id: action.id,
        kind: action.transaction_type()?,
        fallback: 0,
        amount: action.amount(),
        currency: payment.terms.currency,
        network: card.network,
        pan: card.pan,
        expiry: card.expiry,
        cvx: None,
        proof: None,
        original: payment.state.approval().map(|approval| approval.issuer_transaction_id.clone()),
        limit: gateway.settings.answer_limit,
    };
    Some((question, deadline))
}
