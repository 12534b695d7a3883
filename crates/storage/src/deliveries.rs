//! Notifications that are due, and who takes them.

use domain::notification::Notification;
use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{CommitError, StoreError};
use jiff::Timestamp;

use crate::{
    engine::Engine,
    store::TAKEN_AT_ONCE,
    tables::{notification_attempts, notifications},
};

/// Those that wait longest first. What was taken is answered even where others could not be: its attempt is on disk.
pub(crate) async fn take_notifications(
    engine: &impl Engine,
    now: Timestamp,
    next: Timestamp,
    most: usize,
) -> Result<Vec<Notification>, StoreError> {
    let due = engine.readable(notifications::due(now, most)).await?;
    let mut taken = stream::iter(due).map(|known| take(engine, known, now, next)).buffered(TAKEN_AT_ONCE);
    let (mut begun, mut failed) = (Vec::new(), None);
    while let Some(outcome) = taken.next().await {
        match outcome {
            Ok(notification) => begun.extend(notification),
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) if begun.is_empty() => Err(error),
        Some(_) | None => Ok(begun),
    }
}

/// With one more attempt, which is on disk. `None` where somebody else was faster.
async fn take(
    engine: &impl Engine,
    known: Notification,
    now: Timestamp,
    next: Timestamp,
) -> Result<Option<Notification>, StoreError> {
    let number = known.attempts.saturating_add(1);
    let steps = vec![notifications::take(&known, next), notification_attempts::begin(known.id, number, now)];
    match engine.commit(steps, false).await {
        Ok(()) => Ok(Some(Notification { attempts: number, next: Some(next), ..known })),
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}
