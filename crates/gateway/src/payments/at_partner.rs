//! Payments at a partner: the buyer is sent there, and the partner reports the outcome.

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Merchant, PaymentMethod},
    terms::Terms,
    transaction::{State, Transaction},
    work::{Due, Work},
};
use jiff::Timestamp;

use super::{
    Claimed, PaymentOrigin,
    draft::{Draft, draw_again},
};
use crate::{
    Gateway, Refusal, audit,
    draws::Draws,
    ports::{CommitError, PaymentWrite},
};

/// Records the payment before the buyer is sent to the partner. Where there is no outcome by `deadline`, the
/// partner is told to undo the payment.
pub(crate) async fn pay_at_partner(
    gateway: &Gateway,
    merchant: &Merchant,
    method: &PaymentMethod,
    terms: Terms,
    echo: Echo,
    origin: &dyn PaymentOrigin,
    deadline: Timestamp,
) -> Result<Transaction, Refusal> {
    let amounts = terms.check_amounts();
    let draft = Draft {
        merchant,
        method,
        terms,
        echo,
        notification_url: None,
        repeat: None,
        unsealed: false,
        origin,
    };
    let _beginning = gateway.beginnings.enter(merchant.id);
    let mut transaction = draft.transaction(gateway, None, State::AtPartner { deadline });
    // The payment takes no claim: a buyer who goes back to the shop and orders again must not wait for the
    // end of this visit. An accepted payment counts as a duplicate, and so does this one once it is accepted.
    let repeats = method.checks_duplicates
        && gateway.store.accepted_claim(&transaction.claim(), gateway.clock.now()).await?.is_some();
    match amounts {
        Err(code) => transaction.state = State::Refused(code),
        Ok(()) if repeats => transaction.state = State::Refused(ReturnCode::DUPLICATE),
        Ok(()) => {}
    }
    let mut draws = Draws::default();
    loop {
        let now = gateway.clock.now();
        let due = transaction.state.due(now).map(|at| Due { work: Work::Reconcile, at });
        let mut writes = vec![
            PaymentWrite::Begin { transaction: Box::new(transaction.clone()), claim: None, due }.into(),
            audit::payment(&transaction),
        ];
        let committed = if transaction.state.is_pending() {
            match origin.on_begin(&transaction, now) {
                Ok(begun) => {
                    writes.extend(begun);
                    gateway.store.commit(now, writes).await
                }
                Err(error) => Err(error),
            }
        } else {
            writes.extend(origin.on_refusal(gateway, &transaction, now)?);
            gateway.store.commit(now, writes).await
        };
        match committed {
            Ok(()) => return Ok(transaction),
            Err(CommitError::Stale) => return Err(origin.on_stale()),
            // Another payment holds the payment link.
            Err(CommitError::Claimed(holder)) => match origin.on_claimed(holder) {
                Claimed::Refuse(refusal) => return Err(refusal),
                Claimed::Record(code) => transaction.state = State::Refused(code),
            },
            Err(error) => draws.again_after(error)?,
        }
        draw_again(gateway, &mut transaction);
    }
}
