//! Ends sessions whose time has run out.

use super::follow::moved_on;
use crate::{
    Gateway, Refusal,
    ports::{CommitError, Versioned},
};
use domain::session::{Session, SessionInput};

/// Sessions ended in one round.
const MAX_SESSIONS_PER_ROUND: usize = 128;

/// Runs one round and returns the number of sessions ended. Every instance does it, and the version of a session decides
/// which of them ends it.
pub async fn expire_overdue(gateway: &Gateway) -> Result<usize, Refusal> {
    let overdue = gateway.store.overdue_sessions(gateway.clock.now(), MAX_SESSIONS_PER_ROUND).await?;
    // One that cannot be ended does not keep the others waiting.
    let (mut ended, mut failure) = (0, None);
    for session in overdue {
        match pass_time(gateway, session).await {
            Ok(Some(_)) => ended += 1,
            Ok(None) => {}
            Err(Refusal::Unavailable) => return Err(Refusal::Unavailable),
            Err(refusal) => {
                failure.get_or_insert(refusal);
            }
        }
    }
    failure.map_or(Ok(ended), Err)
}

/// Ends a session whose time has run out. `None`: the time has not run out, or another commit came first.
pub(super) async fn pass_time(
    gateway: &Gateway,
    stored: Versioned<Session>,
) -> Result<Option<Versioned<Session>>, Refusal> {
    let now = gateway.clock.now();
    let Ok(next) = stored.value.step(SessionInput::TimePassed, now) else { return Ok(None) };
    let ended = Versioned { value: next, version: stored.version };
    match gateway.store.commit(now, moved_on(gateway, ended.clone(), now)).await {
        Ok(()) => Ok(Some(Versioned { version: ended.version + 1, ..ended })),
        Err(CommitError::Stale) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
