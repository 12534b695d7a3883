//! Verifies the result of a challenge that the buyer's browser has brought to the merchant (CRes).

use domain::{
    ReturnCode,
    authentication::{Authentication, AuthenticationId, AuthenticationInput, Stage},
    merchant::Merchant,
};
use primitives::{Reference, Uuid};

use super::{ask::advance_once, container};
use crate::{
    CardLike, Gateway, Refusal, Repeatable, card_likes, idempotency::first_transfer, ports::CommitError,
};

/// What a browser has brought. Nothing of it is believed but which challenge it is about: the issuer's own report decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ChallengeReport {
    pub server_transaction: Uuid,
    pub acs_transaction: Uuid,
}

impl ChallengeReport {
    pub(super) fn is_of(&self, authentication: &Authentication) -> bool {
        let acs = match &authentication.stage {
            Stage::Challenging { challenge, .. } => Some(challenge.acs_transaction),
            _ => authentication.decision().map(|decision| decision.acs_transaction),
        };
        self.server_transaction == authentication.server_transaction && acs == Some(self.acs_transaction)
    }
}

/// The answer to a verification.
pub struct Verified {
    pub id: AuthenticationId,
    pub code: ReturnCode,
    /// The result container, where the issuer has decided.
    pub container: Option<String>,
    /// Whether this is the answer to a repeated request.
    pub replayed: bool,
}

/// A request to verify the result of a challenge.
pub struct Verify {
    pub method: Reference,
    /// `None` where what was brought cannot be read.
    pub report: Option<ChallengeReport>,
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// Verifies. It succeeds once.
pub async fn verify(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &AuthenticationId,
    asked: Verify,
) -> Result<Verified, Refusal> {
    let Verify { method, report, card_likes: likes, repeatable } = asked;
    card_likes::judge(gateway, merchant, &likes, None)?;
    let unknown = Refusal::Unknown(ReturnCode::AUTHENTICATION_UNKNOWN);
    let stored = gateway.store.authentication(merchant.id, id).await?.ok_or(unknown)?;
    let plain = |code| Verified { id: id.clone(), code, container: None, replayed: false };
    let now = gateway.clock.now();
    let (authentication, is_of) = (&stored.value, report.is_some_and(|report| report.is_of(&stored.value)));
    if authentication.bound.payment_method != method {
        let known = gateway.store.payment_method(merchant.id, &method).await?;
        known.ok_or(Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
        return Ok(plain(ReturnCode::AUTHENTICATION_DIFFERS));
    }
    if !is_of {
        return Ok(plain(ReturnCode::CHALLENGE_RESULT_INVALID));
    }
    let Some(decision) = authentication.decision() else {
        return Ok(plain(match &authentication.stage {
            Stage::Challenging { until, .. } if now < *until => ReturnCode::CHALLENGE_PENDING,
            _ => authentication.result(now),
        }));
    };
    let (code, container) = (decision.result(), container::write(gateway, authentication, decision));
    match advance_once(gateway, stored.clone(), AuthenticationInput::Verified, repeatable.as_ref()).await {
        Ok(_) => Ok(Verified { id: id.clone(), code, container: Some(container), replayed: false }),
        Err(CommitError::Stale) => Ok(plain(ReturnCode::PROOF_GONE)),
        Err(CommitError::RequestRepeated) => match &repeatable {
            Some(repeatable) => {
                replay_verified(gateway, merchant, repeatable).await?.ok_or(Refusal::RepeatPending)
            }
            None => Err(Refusal::Internal),
        },
        Err(error) => Err(error.into()),
    }
}

/// Returns the answer to an earlier verification under the same key, if it succeeded. One that changed nothing is carried out again.
pub async fn replay_verified(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Verified>, Refusal> {
    let Some(number) = first_transfer(gateway, merchant, repeatable).await? else { return Ok(None) };
    let stored = gateway.store.authentication_by_number(merchant.id, number).await?;
    let authentication = stored.ok_or(Refusal::Internal)?.value;
    let decision = authentication.decision().ok_or(Refusal::Internal)?;
    let container = Some(container::write(gateway, &authentication, decision));
    let code = decision.result();
    Ok(Some(Verified { id: authentication.id, code, container, replayed: true }))
}
