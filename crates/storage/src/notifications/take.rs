//! Takes a notification that is due.

use domain::notification::Notification;
use gateway::ports::{Lease, StoreError};

use super::{attempts, rows};
use crate::{engine::Engine, lease};

/// Takes a notification and writes its next attempt. Returns `None` if another worker took it first.
pub(super) async fn take(
    engine: &impl Engine,
    known: Notification,
    lease: Lease,
) -> Result<Option<Notification>, StoreError> {
    let number = known.attempts.saturating_add(1);
    let steps = vec![rows::take(&known, lease), attempts::begin(known.key(), number, lease.from)];
    let is_taken = lease::take(engine, steps).await?;
    Ok(is_taken.then_some(Notification { attempts: number, next: Some(lease.until), ..known }))
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
    use jiff::{SignedDuration, Timestamp};
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
            due: NOW,
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
        assert_eq!(
            take(&store.engine, known, Lease { from: NOW, until: next }).await,
            Ok(None),
            "its end is another now"
        );

        let known = store.notification_of(key).await.unwrap().unwrap();
        let taken =
            take(&store.engine, known.clone(), Lease { from: NOW, until: NOW }).await.unwrap().unwrap();
        assert_eq!((taken.attempts, taken.until), (1, until));
        assert_eq!(
            take(&store.engine, known, Lease { from: NOW, until: next }).await,
            Ok(None),
            "due as before, and taken once"
        );
        drop(store);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
