//! The notification of a merchant: one GET to the merchant's URL, which is repeated until it is answered with
//! 2xx (choices where the sources are silent: Sessions; behaviour, section 4).

use std::fmt;

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, SessionNumber, TransactionId, WebUrl};

use crate::subject::Subject;

choice! {
    /// The type of a notification, a parameter of its URL.
    pub enum NotificationType {
        /// A session has ended. The notification carries its token.
        Session = "WEBTRS",
        /// A payment without a payment page has an outcome. The notification carries its transaction id.
        Transaction = "TRS",
    }
}

choice! {
    /// The state of a notification.
    pub enum NotificationState {
        /// The notification is due to be sent, for the first time or again.
        Waiting = "WAITING",
        /// The merchant's server has answered with 2xx.
        Delivered = "DELIVERED",
        /// The merchant has read the final result by the API, so that no notification is needed.
        Read = "READ",
        /// The time for attempts has passed without a 2xx answer.
        GivenUp = "GIVEN_UP",
    }
}

/// Returns the type of the notification about a subject. There is one notification for each subject.
pub const fn type_of(subject: Subject) -> NotificationType {
    match subject {
        Subject::Session(_) => NotificationType::Session,
        Subject::Transaction(_) => NotificationType::Transaction,
    }
}

/// Returns the subject that a store keeps as a type and a number. `None` for a number that is not valid.
pub fn subject(kind: NotificationType, number: i64) -> Option<Subject> {
    match kind {
        NotificationType::Session => SessionNumber::new(number).map(Subject::Session),
        NotificationType::Transaction => TransactionId::new(number).map(Subject::Transaction),
    }
}

/// A notification to be written in the same commit as the state that it announces.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNotification {
    pub merchant: MerchantId,
    pub subject: Subject,
    /// The URL as the merchant gave it. The parameters that name the subject are added when it is sent.
    pub url: WebUrl,
    /// The time at which the notification was made.
    pub made: Timestamp,
    /// The time of the first attempt.
    pub due: Timestamp,
    /// The time after which it is not sent again.
    pub until: Timestamp,
}

/// The key of a notification. There is one notification for each subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotificationKey {
    pub merchant: MerchantId,
    pub subject: Subject,
}

/// A notification as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Notification {
    /// A number for operators, rising in the order in which notifications were made.
    pub id: i64,
    pub merchant: MerchantId,
    pub subject: Subject,
    /// The URL as the merchant gave it. The parameters that name the subject are added when it is sent.
    pub url: WebUrl,
    /// The time at which the notification was made.
    pub made: Timestamp,
    /// The time after which it is not sent again.
    pub until: Timestamp,
    pub state: NotificationState,
    /// The number of attempts so far.
    pub attempts: u32,
    /// The time of the next attempt. `None` where there will be none.
    pub next: Option<Timestamp>,
}

/// The times of the attempts: by default every minute for two hours (behaviour, section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// The pause between two attempts.
    pub interval: SignedDuration,
    /// The time after which a notification is not sent again.
    pub give_up_after: SignedDuration,
}

impl Schedule {
    pub const STANDARD: Self =
        Self { interval: SignedDuration::from_mins(1), give_up_after: SignedDuration::from_hours(2) };

    /// Returns the time after which a notification made at `made` is not sent again.
    pub fn until(self, made: Timestamp) -> Timestamp {
        made.saturating_add(self.give_up_after).unwrap_or(Timestamp::MAX)
    }

    /// Returns the time of the attempt after one at `sent`.
    pub fn next(self, sent: Timestamp) -> Timestamp {
        sent.saturating_add(self.interval).unwrap_or(Timestamp::MAX)
    }
}

impl Notification {
    /// Returns the state after an attempt. `heard` says whether the answer was 2xx.
    pub fn after(&self, heard: bool, next: Timestamp) -> NotificationState {
        match heard {
            true => NotificationState::Delivered,
            false if next > self.until => NotificationState::GivenUp,
            false => NotificationState::Waiting,
        }
    }

    pub const fn key(&self) -> NotificationKey {
        NotificationKey { merchant: self.merchant, subject: self.subject }
    }
}

/// Leaves out the URL.
impl fmt::Debug for NewNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "new notification of {:?}", self.subject)
    }
}

/// Leaves out the URL.
impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "notification {} of {:?}, {:?}, {} attempts",
            self.id, self.subject, self.state, self.attempts
        )?;
        write!(f, ", next {:?}, until {}", self.next, self.until)
    }
}
