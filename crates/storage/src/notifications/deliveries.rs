//! Takes the notifications that are due.

use domain::notification::Notification;
use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{CommitError, StoreError};
use jiff::Timestamp;

use super::{attempts, rows};
use crate::engine::{Engine, TAKEN_AT_ONCE};

/// Takes the notifications in the order given. If some cannot be taken, it still returns those that it took: their
/// attempts are on disk.
pub(super) async fn take_all(
    engine: &impl Engine,
    due: Vec<Notification>,
    now: Timestamp,
    next: Timestamp,
) -> Result<Vec<Notification>, StoreError> {
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

/// Takes a notification and writes its next attempt. Returns `None` if another worker took it first.
async fn take(
    engine: &impl Engine,
    known: Notification,
    now: Timestamp,
    next: Timestamp,
) -> Result<Option<Notification>, StoreError> {
    let number = known.attempts.saturating_add(1);
    let steps = vec![rows::take(&known, next), attempts::begin(known.key(), number, now)];
    match engine.commit(steps, false).await {
        Ok(()) => Ok(Some(Notification { attempts: number, next: Some(next), ..known })),
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqliteStore;
    use domain::{
        merchant::{Merchant, MerchantStatus},
        notification::{NewNotification, NotificationKey},
        subject::Subject,
    };
    use gateway::ports::{MerchantWrite, NotificationWrite, Notifications as _, Store as _};
    use jiff::SignedDuration;
    use primitives::{MerchantId, SessionNumber, WebUrl};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    /// Between a look and what follows from it somebody else took it, or an operator wants it sent for longer.
    #[tokio::test]
    async fn what_was_changed_since_it_was_looked_at_is_passed_over() {
        let folder = std::env::temp_dir().join(format!("guichet-deliveries-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = SqliteStore::open(&folder.join("guichet.db"), NOW).unwrap();
        let merchant = MerchantId::new(1).unwrap();
        let owner = Merchant { id: merchant, name: "m".to_owned(), status: MerchantStatus::Active };
        let subject = Subject::Session(SessionNumber::new(1).unwrap());
        let new = NewNotification {
            merchant,
            subject,
            url: WebUrl::parse("https://a.example").unwrap(),
            made: NOW,
            until: NOW,
        };
        store
            .commit(NOW, vec![MerchantWrite::Add(owner).into(), NotificationWrite::Add(new).into()])
            .await
            .unwrap();
        let key = NotificationKey { merchant, subject };
        let (next, until) = (NOW + SignedDuration::from_secs(60), NOW + SignedDuration::from_secs(9));

        let known = store.notification_of(key).await.unwrap().unwrap();
        let resend = NotificationWrite::Resend { notification: key, at: NOW, until }.into();
        store.commit(NOW, vec![resend]).await.unwrap();
        assert_eq!(take(&store.engine, known, NOW, next).await, Ok(None), "its end is another now");

        let known = store.notification_of(key).await.unwrap().unwrap();
        let taken = take(&store.engine, known.clone(), NOW, NOW).await.unwrap().unwrap();
        assert_eq!((taken.attempts, taken.until), (1, until));
        assert_eq!(take(&store.engine, known, NOW, next).await, Ok(None), "due as before, and taken once");
        drop(store);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
