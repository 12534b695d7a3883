//! Captures, refunds and cancels that a merchant asks for.

use domain::{
    ReturnCode,
    action::{Action, ActionKind, ActionTerms, CaptureOption},
    echo::Echo,
    merchant::Merchant,
};
use primitives::TransactionId;

use super::{Applied, Command, apply, ask};
use crate::{CardLike, Gateway, Refusal, Repeatable, card_likes, idempotency::first_answer};

/// A merchant's request for an action.
pub struct PerformAction {
    pub kind: ActionKind,
    pub option: CaptureOption,
    pub terms: ActionTerms,
    pub echo: Echo,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// An action that was recorded, granted or refused.
pub struct Performed {
    /// The action in the state that is answered.
    pub action: Action,
    pub echo: Echo,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Performs an action on a payment or on one of its captures or refunds. A malformed id, an unknown one and
/// one of another merchant get the same refusal.
pub async fn perform(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &str,
    action: PerformAction,
) -> Result<Performed, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);
    let target = TransactionId::parse(id).ok_or(unknown)?;
    card_likes::judge(gateway, merchant, &action.card_likes, None)?;
    let repeat = action.repeatable;
    let echo = action.echo;
    let command = Command {
        merchant: merchant.id,
        target,
        kind: action.kind,
        option: action.option,
        terms: Some(action.terms),
        echo: echo.clone(),
        repeat: repeat.as_ref(),
        by_gateway: false,
    };
    let (ledger, action) = match apply(gateway, &command).await? {
        Applied::Done { ledger, action } => (ledger, action),
        Applied::Asking { stored, action, card } => (ask(gateway, stored, action, card).await, action),
        // Only the gateway itself asks for all that is left.
        Applied::NothingLeft => return Err(Refusal::Internal),
        Applied::Repeated => {
            let repeat = repeat.ok_or(Refusal::Internal)?;
            return find_first_answer(gateway, merchant, &repeat).await?.ok_or(Refusal::RepeatPending);
        }
    };
    let action = ledger.action(action).ok_or(Refusal::Internal)?.clone();
    Ok(Performed { action, echo, replayed: false })
}

/// Returns the first answer to an earlier request under the same key, if there is one; see
/// [`crate::payments::replay`].
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Performed>, Refusal> {
    find_first_answer(gateway, merchant, repeatable).await
}

async fn find_first_answer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<Performed>, Refusal> {
    let Some(first) = first_answer(gateway, merchant, repeat).await? else { return Ok(None) };
    let id = first.transaction;
    let ledger = gateway.store.ledger(merchant.id, id).await?.ok_or(Refusal::Internal)?.value;
    let action = ledger.action(id).ok_or(Refusal::Internal)?.clone();
    let echo = gateway.store.action_echo(merchant.id, id).await?.ok_or(Refusal::Internal)?;
    Ok(Some(Performed { action: Action { state: first.state, ..action }, echo, replayed: true }))
}
