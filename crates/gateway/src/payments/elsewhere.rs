//! A payment at a partner: the buyer is sent there, and the partner says what became of it.

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Merchant, PaymentMethod},
    terms::Terms,
    transaction::{State, Transaction},
    work::{Due, Work},
};

use super::{
    Turn,
    draft::{Draft, next_id},
};
use crate::{
    Gateway, Refusal, audit,
    ports::{CommitError, PaymentWrite},
    sessions,
};

/// Ids that are taken by chance are drawn again; so often they are not taken by chance.
const ROUNDS: u8 = 8;

/// From here on the disk knows that the buyer may be on the way. Whoever has not come back when the session ends is not
/// waited for: the partner is told to undo.
pub(crate) async fn pay_elsewhere(
    gateway: &Gateway,
    merchant: &Merchant,
    method: &PaymentMethod,
    terms: Terms,
    echo: Echo,
    turn: Turn,
) -> Result<Transaction, Refusal> {
    let deadline = turn.session.value.expires;
    let amounts = terms.check_amounts();
    let draft = Draft {
        merchant,
        method,
        terms,
        echo,
        notification_url: None,
        repeat: None,
        turn: Some(turn),
    };
    let turn = draft.turn.as_ref().ok_or(Refusal::Internal)?;
    let mut transaction = draft.transaction(gateway, None, State::AtPartner { deadline });
    // No claim is laid: whoever turns back in the shop and begins anew there is not to wait for this visit's end. One that
    // was accepted counts, and this one, once it is.
    let repeats = method.checks_duplicates
        && gateway.store.accepted_claim(&transaction.claim(), gateway.clock.now()).await?.is_some();
    match amounts {
        Err(code) => transaction.state = State::Refused(code),
        Ok(()) if repeats => transaction.state = State::Refused(ReturnCode::DUPLICATE),
        Ok(()) => {}
    }
    for _ in 0..ROUNDS {
        let now = gateway.clock.now();
        let due = transaction.state.due(now).map(|at| Due { work: Work::Reconcile, at });
        let mut writes = vec![
            PaymentWrite::Begin { transaction: Box::new(transaction.clone()), claim: None, due }.into(),
            audit::payment(&transaction),
        ];
        if transaction.state.is_pending() {
            writes.push(sessions::taken(turn, transaction.id, now).map_err(|_| Refusal::SessionMoved)?);
        } else {
            writes.extend(sessions::refused(gateway, turn, &transaction, now)?);
        }
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(transaction),
            Err(CommitError::IdTaken) => transaction.id = next_id(gateway, now),
            Err(CommitError::Stale) => return Err(Refusal::SessionMoved),
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}
