//! A late delivery: the authorisation has run out, and a bank is asked for another before the capture.

use domain::ledger::Ledger;
use primitives::{Network, Pan, TransactionId};

use crate::{
    Gateway,
    asking::heard,
    ports::{Answer, AuthorizationQuestion, Versioned},
    settle::settle,
};

/// The answer is told by the action. It asks without the card's check value, which is kept nowhere.
pub(crate) async fn ask(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    action: TransactionId,
    card: Pan,
) -> Ledger {
    let input = match question(&stored.value, action, card, gateway) {
        Some((question, deadline)) if !gateway.is_too_late(deadline) => {
            heard(gateway.acquirer.authorize(question).await)
        }
        _ => heard(Answer::NotSent),
    };
    settle(gateway, stored, action, input).await
}

fn question(
    ledger: &Ledger,
    action: TransactionId,
    pan: Pan,
    gateway: &Gateway,
) -> Option<(AuthorizationQuestion, jiff::Timestamp)> {
    let (action, payment) = (ledger.action(action)?, &ledger.payment);
    let deadline = action.state.due(action.created)?;
    let card = payment.card.as_ref()?;
    let question = AuthorizationQuestion {
        merchant: payment.merchant,
        id: action.id,
        kind: action.transaction_type()?,
        fallback: 0,
        amount: action.amount(),
        currency: payment.terms.currency,
        network: card.selected_network.unwrap_or(Network::CartesBancaires),
        pan,
        expiry: card.expiry?,
        cvx: None,
        limit: gateway.settings.answer_limit,
    };
    Some((question, deadline))
}
