//! Cancels a session, or abandons a payment at a partner, when the buyer gives up.

use domain::{
    session::SessionInput,
    transaction::{Input, State},
};

use super::{
    SessionView, Visitor,
    find::{find, find_again},
    follow::moved_on,
    view::open_again,
};
use crate::{
    Gateway, Refusal,
    bank_answers::advance,
    places::outside,
    ports::{CommitError, ReversalAnswer, ReversalQuestion, Versioned},
};

/// The largest number of commits that are tried for one cancellation while others change the session first.
const MAX_COMMITS: u8 = 8;

/// Cancels a session, after abandoning its payment at a partner if there is one; that of a wallet is done where the buyer has changed
/// the wallet. While a bank is being asked nothing changes, as the returned session shows.
pub async fn cancel(gateway: &Gateway, token: &str, visitor: &Visitor) -> Result<SessionView, Refusal> {
    leave(gateway, token).await?;
    for _ in 0..MAX_COMMITS {
        let (_, stored) = find_again(gateway, token).await?;
        let now = gateway.clock.now();
        let Ok(next) = stored.value.step(SessionInput::GivenUp, now) else { break };
        let ended = Versioned { value: next, version: stored.version };
        match gateway.store.commit(now, moved_on(gateway, ended, now)).await {
            Ok(()) => break,
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    open_again(gateway, token, visitor).await
}

/// Abandons a payment at a partner: the buyer came back without an outcome and wants to pay in another way.
/// The partner is told to undo it; a later approval is undone as well.
pub async fn abandon(gateway: &Gateway, token: &str, visitor: &Visitor) -> Result<SessionView, Refusal> {
    leave(gateway, token).await?;
    open_again(gateway, token, visitor).await
}

async fn leave(gateway: &Gateway, token: &str) -> Result<(), Refusal> {
    let session = find(gateway, token).await?.1.value;
    let Some(id) = session.trying() else { return Ok(()) };
    match leave_partner(gateway, &session, id).await {
        Ok(()) | Err(CommitError::Stale) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn leave_partner(
    gateway: &Gateway,
    session: &domain::session::Session,
    id: primitives::TransactionId,
) -> Result<(), CommitError> {
    let Some(stored) = gateway.store.ledger(session.merchant, id).await? else { return Ok(()) };
    let State::AtPartner { .. } = stored.value.payment.state else { return Ok(()) };
    let limit = gateway.settings.answer_limit;
    let amount = stored.value.payment.amount();
    let begun = advance(gateway, stored, id, Input::Abandoned { limit }).await?;
    let question = ReversalQuestion { merchant: session.merchant, id, amount, attempt: 1, limit };
    match outside(gateway.acquirer.reverse(question)).await {
        ReversalAnswer::Confirmed => advance(gateway, begun, id, Input::ReversalConfirmed).await.map(|_| ()),
        // The reconciler repeats the reversal.
        ReversalAnswer::Silence => Ok(()),
    }
}
