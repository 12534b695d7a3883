//! Forgets sessions in which nobody paid.

use domain::session::Session;
use jiff::Timestamp;

use super::{Done, commit_each};
use crate::{
    Gateway, Refusal,
    ports::{RetentionWrite, Versioned, Write},
};

/// Forgets sessions that ended at `limit` or before without an accepted payment.
pub(super) async fn step(gateway: &Gateway, limit: Timestamp, most: usize) -> Result<Done, Refusal> {
    let ended = gateway.store.unpaid_sessions(limit, most).await?;
    let write = |session: &Versioned<Session>| vec![forget(gateway, session)];
    let changed = commit_each(gateway, gateway.clock.now(), &ended, write).await?.len();
    // One whose notification waits stays due. Where there is nothing else, the next step waits.
    Ok(Done { rows: ended.len() - changed, more: ended.len() == most && changed < most })
}

/// Returns the write that forgets a session. One in which somebody began to pay stays, without what is personal, because its
/// payments refer to it.
fn forget(gateway: &Gateway, session: &Versioned<Session>) -> Write {
    let Versioned { value: Session { merchant, number, tries, .. }, version } = *session;
    match tries {
        0 => RetentionWrite::DeleteSession { merchant, number, version }.into(),
        _ => strip(gateway, session),
    }
}

/// Returns the write that removes what is personal of a session.
pub(crate) fn strip(gateway: &Gateway, session: &Versioned<Session>) -> Write {
    let Versioned { value, version } = session;
    let value = stripped(gateway, value);
    RetentionWrite::StripSession(Box::new(Versioned { value, version: *version })).into()
}

/// Returns a session without what is personal.
pub(super) fn stripped(gateway: &Gateway, session: &Session) -> Session {
    let echo = gateway.documents.without_personal_data(&session.echo);
    Session { echo, device: None, ..session.clone() }
}
