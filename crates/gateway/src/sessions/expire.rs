//! Ends sessions that have expired.

use super::follow::moved_on;
use crate::{
    Gateway, Refusal,
    ports::{CommitError, Versioned},
};
use domain::session::{Session, SessionInput};

/// The largest number of sessions that a round ends.
const MAX_SESSIONS_PER_ROUND: usize = 128;

/// Runs one round and returns the number of sessions that it ended. Every instance runs rounds. The version
/// of a session decides which instance ends it.
pub async fn expire_overdue(gateway: &Gateway) -> Result<usize, Refusal> {
    let overdue = gateway.store.overdue_sessions(gateway.clock.now(), MAX_SESSIONS_PER_ROUND).await?;
    // A session that cannot be ended does not hold up the others.
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

/// Ends a session that has expired. Returns `None` where it has not expired, or another commit came first.
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
