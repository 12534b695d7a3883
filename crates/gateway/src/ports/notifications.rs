//! What merchants are told, and each attempt to tell them.

use async_trait::async_trait;
use domain::notification::{NewNotification, Notification, NotificationKey, NotificationState};
use jiff::{SignedDuration, Timestamp};
use primitives::MerchantId;

use super::{Delivery, StoreError};

/// One time that a notification was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    pub at: Timestamp,
    /// `None`: it is being sent, or whoever sent it died.
    pub delivery: Option<Delivery>,
    pub took: Option<SignedDuration>,
}

#[async_trait]
pub trait Notifications {
    /// Notifications that are due, those that wait longest first. Each has begun one more attempt, which is on disk, and
    /// is due again at `next`: whoever dies now sends none of them twice before. Those of the merchants in `without`
    /// wait.
    async fn take_notifications(
        &self,
        now: Timestamp,
        next: Timestamp,
        most: usize,
        without: &[MerchantId],
    ) -> Result<Vec<Notification>, StoreError>;

    /// When the oldest notification was, or will be, due.
    async fn oldest_notification(&self) -> Result<Option<Timestamp>, StoreError>;

    /// The newest first.
    async fn notifications(
        &self,
        merchant: Option<MerchantId>,
        most: usize,
    ) -> Result<Vec<Notification>, StoreError>;

    /// The attempts to send a notification, the oldest first.
    async fn attempts(&self, key: NotificationKey) -> Result<Vec<Attempt>, StoreError>;

    async fn notification_of(&self, key: NotificationKey) -> Result<Option<Notification>, StoreError>;

    /// A notification of any merchant, for operators.
    async fn notification_by_id(&self, id: i64) -> Result<Option<Notification>, StoreError>;
}

pub enum NotificationWrite {
    /// To be sent at once. Where there is one of the subject already, that one stays as it is.
    Add(NewNotification),
    /// What became of an attempt that [`Notifications::take_notifications`] began, and what follows. Where the
    /// notification was stopped meanwhile, it stays so.
    RecordAttempt {
        notification: NotificationKey,
        number: u32,
        delivery: Delivery,
        took: SignedDuration,
        /// The end of the lease under which it was sent: where that has changed, somebody wants it sent again, and it
        /// will be.
        leased_until: Timestamp,
        then: NotificationState,
        /// When it is sent again, where it is.
        next: Timestamp,
    },
    /// The merchant knows: it is not sent any more, where it was still to be.
    Stop(NotificationKey),
    /// To be sent again, now and until then, whatever became of it.
    Resend { notification: NotificationKey, at: Timestamp, until: Timestamp },
}
