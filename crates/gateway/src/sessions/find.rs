//! Finds the session of a session id.

use domain::{ReturnCode, session::Session};
use primitives::SessionId;
use vault::is_same;

use super::secret;
use crate::{Gateway, Refusal, ports::Versioned};

/// Finds the session of an id. A malformed id, an unknown one and one with a wrong secret get the same refusal, the last two after
/// the same work: one read, one value unsealed and one comparison.
pub(super) async fn find(gateway: &Gateway, token: &str) -> Result<(SessionId, Versioned<Session>), Refusal> {
    gateway.limits.admit_lookup(gateway.clock.now())?;
    find_again(gateway, token).await
}

/// Finds the session of an id that this request has proved already. No limit is asked: something may have been done meanwhile, and
/// the caller must be told what.
pub(super) async fn find_again(
    gateway: &Gateway,
    token: &str,
) -> Result<(SessionId, Versioned<Session>), Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::SESSION_UNKNOWN);
    let Some(id) = SessionId::parse(token) else { return Err(failed(gateway, unknown)) };
    // The number is the part of the id that is not secret.
    let found = gateway.store.session_by_number(id.number()).await?;
    let known = match &found {
        Some(found) => secret::open(gateway, &found.value).await?,
        None => secret::open_stand_in(gateway, id.number())?,
    };
    let is_known = is_same(known.secret().as_bytes(), id.secret().as_bytes());
    found.filter(|_| is_known).map(|found| (id, found)).ok_or_else(|| failed(gateway, unknown))
}

/// Counts a look-up that failed. One beyond the limit gets the refusal of the limit.
fn failed(gateway: &Gateway, refusal: Refusal) -> Refusal {
    gateway.limits.lookup_failed(gateway.clock.now()).err().unwrap_or(refusal)
}
