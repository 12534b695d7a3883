//! Forgets sessions in which nobody paid.

use domain::session::Session;
use jiff::{SignedDuration, Timestamp};

use super::{Done, OLD_ROWS_PER_STEP, commit_each, limit};
use crate::{
    Gateway, Refusal,
    ports::{Kept, RetentionWrite, Versioned, Write},
};

/// The age from which the end of a session of an older version is noted. An instance of that version, still at work, may end it until
/// then.
const NOTED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Forgets sessions that ended without an accepted payment and have been kept for their time.
pub(super) async fn step(gateway: &Gateway, now: Timestamp, most: usize) -> Result<Done, Refusal> {
    let made_before = now.saturating_sub(NOTED_AFTER).unwrap_or(Timestamp::MIN);
    let to_note = gateway.store.session_ends_to_note(made_before, OLD_ROWS_PER_STEP).await?;
    if let Some(ends) = to_note {
        gateway.store.commit(now, vec![RetentionWrite::NoteEnds(ends).into()]).await?;
    }
    // An end that is noted may be before the place up to which steps have come.
    if to_note.is_some() {
        gateway.retention_marks.forget(Kept::Sessions);
    }
    let from = gateway.retention_marks.place(Kept::Sessions, now);
    let ended = gateway.store.unpaid_sessions(from, limit(gateway, Kept::Sessions, now), most).await?;
    let write = |session: &Versioned<Session>| vec![forget(gateway, session)];
    let changed = commit_each(gateway, now, &ended, write).await?.len();
    // One whose notification waits stays due, and is passed for an hour. Rows that cannot be read are not passed: they are counted
    // by the query that meets them.
    let last = ended.last().and_then(|session| session.value.unpaid_since());
    if let Some(last) = last.filter(|_| to_note.is_none() && gateway.store.unreadable_rows(now) == 0) {
        gateway.retention_marks.set(Kept::Sessions, last.as_millisecond(), now);
    }
    // Where there is nothing else than sessions that stay, the next step waits.
    let more = to_note.is_some() || ended.len() == most && changed < most;
    Ok(Done { rows: ended.len() - changed, more })
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
