//! Notifications, and the attempts to send them.

use async_trait::async_trait;
use domain::notification::{NewNotification, Notification, NotificationKey, NotificationState};
use jiff::{SignedDuration, Timestamp};
use primitives::MerchantId;

use super::{Delivery, Lease, StoreError};

/// One attempt to send a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The number of the attempt, from 1.
    pub number: u32,
    pub at: Timestamp,
    /// The result. `None` while the notification is being sent, and for good where the instance died.
    pub delivery: Option<Delivery>,
    /// The time from the start of the attempt to its result.
    pub took: Option<SignedDuration>,
}

#[async_trait]
/// Reads notifications and their attempts.
pub trait Notifications {
    /// Takes at most `most` due notifications, the longest due first, except those of the merchants in
    /// `without`. The store records a new attempt of each, and makes it due again at the end of the lease.
    async fn take_notifications(
        &self,
        lease: Lease,
        most: usize,
        without: &[MerchantId],
    ) -> Result<Vec<Notification>, StoreError>;

    /// Reads the earliest time at which a notification was, or will be, due.
    async fn oldest_notification(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Reads at most `most` notifications of a merchant, or of all, the newest first.
    async fn notifications(
        &self,
        merchant: Option<MerchantId>,
        most: usize,
    ) -> Result<Vec<Notification>, StoreError>;

    /// Reads the attempts to send a notification, the oldest first.
    async fn attempts(&self, key: NotificationKey) -> Result<Vec<Attempt>, StoreError>;

    async fn notification_of(&self, key: NotificationKey) -> Result<Option<Notification>, StoreError>;

    /// Reads a notification of any merchant, for operators.
    async fn notification_by_id(&self, id: i64) -> Result<Option<Notification>, StoreError>;
}

/// A write of a notification.
pub enum NotificationWrite {
    /// Adds a notification. Where the subject has one already, that one is not changed.
    Add(NewNotification),
    /// Records the result of an attempt that [`Notifications::take_notifications`] began, and the notification's next state.
    /// A notification that was stopped meanwhile stays stopped.
    RecordAttempt {
        notification: NotificationKey,
        number: u32,
        delivery: Delivery,
        took: SignedDuration,
        /// The end of the lease under which it was sent. Where the stored end differs, an operator had the
        /// notification sent again, and its state and next time are not changed.
        leased_until: Timestamp,
        then: NotificationState,
        /// The time at which the next attempt is due. It is not used where `then` needs none.
        next: Timestamp,
    },
    /// Stops a notification that waits to be sent, because the merchant has read the result.
    Stop(NotificationKey),
    /// Makes a notification that was never sent due at `at`, unless it is due before.
    Release { notification: NotificationKey, at: Timestamp },
    /// Makes a notification due at `at` and repeated until `until`, whatever its state.
    Resend { notification: NotificationKey, at: Timestamp, until: Timestamp },
}
