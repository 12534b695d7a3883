//! Sessions: inserted once under a number, changed under a version.

use std::sync::Arc;

use domain::session::Session;
use gateway::ports::{CommitError, Versioned};
use jiff::Timestamp;

use super::rows::Rows;
use crate::Planted;

type Outcome = Result<(), CommitError>;

pub(super) fn add(rows: &mut Rows, session: Session) -> Outcome {
    let number = session.id.number();
    if rows.sessions.contains_key(&number) {
        return Err(CommitError::IdTaken);
    }
    rows.touched.sessions.insert(number);
    Arc::make_mut(&mut rows.sessions).insert(number, Arc::new(Versioned { value: session, version: 1 }));
    Ok(())
}

/// Only what may change of it.
pub(super) fn update(rows: &mut Rows, session: Versioned<Session>, planted: Planted) -> Outcome {
    let Versioned { value, version } = session;
    if planted == Planted::StoreForgetsSessions && value.is_final() {
        return Ok(());
    }
    let number = value.id.number();
    let stored = rows.sessions.get(&number).ok_or(CommitError::Stale)?;
    if stored.version != version && planted != Planted::StoreIgnoresVersions {
        return Err(CommitError::Stale);
    }
    let refused = value.attempts_left < stored.value.attempts_left;
    let lost = u32::from(refused && planted == Planted::StoreCountsRefusalsTwice);
    let changed = Session {
        device: value.device,
        stage: value.stage,
        attempts_left: value.attempts_left.saturating_sub(lost),
        tries: value.tries,
        ..stored.value.clone()
    };
    let changed = Versioned { value: changed, version: stored.version + 1 };
    rows.touched.sessions.insert(number);
    Arc::make_mut(&mut rows.sessions).insert(number, Arc::new(changed));
    Ok(())
}

/// Those that wait longest first.
pub(super) fn overdue(rows: &Rows, now: Timestamp, most: usize) -> Vec<Versioned<Session>> {
    let wakes = |session: &Versioned<Session>| session.value.wakes().filter(|at| *at <= now);
    let due = rows.sessions.values().filter_map(|session| wakes(session).map(|at| (at, session)));
    let mut due: Vec<_> = due.collect();
    due.sort_by_key(|(at, _)| *at);
    due.into_iter().take(most).map(|(_, session)| Versioned::clone(session)).collect()
}

pub(super) fn oldest_overdue(rows: &Rows) -> Option<Timestamp> {
    rows.sessions.values().filter_map(|session| session.value.wakes()).min()
}
