//! Verifies the result of a challenge that the buyer's browser has brought to the merchant (CRes).

use domain::{
    ReturnCode,
    authentication::{Authentication, AuthenticationId, AuthenticationInput, Stage},
    merchant::Merchant,
};
use primitives::{Reference, Uuid};

use super::{ask::advance, container};
use crate::{Gateway, Refusal, ports::CommitError};

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
}

/// Verifies. `report` is `None` where what was brought cannot be read. It succeeds once.
pub async fn verify(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &AuthenticationId,
    method: &Reference,
    report: Option<ChallengeReport>,
) -> Result<Verified, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::AUTHENTICATION_UNKNOWN);
    let stored = gateway.store.authentication(merchant.id, id).await?.ok_or(unknown)?;
    let plain = |code| Verified { id: id.clone(), code, container: None };
    let now = gateway.clock.now();
    let (authentication, is_of) = (&stored.value, report.is_some_and(|report| report.is_of(&stored.value)));
    if &authentication.bound.payment_method != method {
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
    match advance(gateway, stored.clone(), AuthenticationInput::Verified).await {
        Ok(_) => Ok(Verified { id: id.clone(), code, container: Some(container) }),
        Err(CommitError::Stale) => Ok(plain(ReturnCode::PROOF_GONE)),
        Err(error) => Err(error.into()),
    }
}
