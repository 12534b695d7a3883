//! Telling a merchant that something has an outcome: one GET, repeated until it is heard (choices where the sources are
//! silent: Sessions; behaviour, section 4).

use std::fmt;

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, SessionNumber, TransactionId, WebUrl};

use crate::subject::Subject;

choice! {
    pub enum NotificationType {
        /// A session has ended; told is its token.
        Session = "WEBTRS",
        /// A payment was taken without a page; told is its id.
        Transaction = "TRS",
    }
}

choice! {
    pub enum NotificationState {
        /// To be sent, or sent again.
        Waiting = "WAITING",
        /// Answered with 2xx.
        Delivered = "DELIVERED",
        /// The merchant has read the final result, and need not be told.
        Read = "READ",
        /// Nobody heard it for as long as it is repeated.
        GivenUp = "GIVEN_UP",
    }
}

/// Which type tells of it: there is one notification of each subject.
pub const fn type_of(subject: Subject) -> NotificationType {
    match subject {
        Subject::Session(_) => NotificationType::Session,
        Subject::Transaction(_) => NotificationType::Transaction,
    }
}

/// What a store keeps as type and number.
pub fn subject(kind: NotificationType, number: i64) -> Option<Subject> {
    match kind {
        NotificationType::Session => SessionNumber::new(number).map(Subject::Session),
        NotificationType::Transaction => TransactionId::new(number).map(Subject::Transaction),
    }
}

/// To be written beside the state that it tells of.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNotification {
    pub merchant: MerchantId,
    pub subject: Subject,
    /// As the merchant gave it; what it is about is added when it is sent.
    pub url: WebUrl,
    pub made: Timestamp,
    /// From then on it is not repeated.
    pub until: Timestamp,
}

/// Which notification: there is one of each subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotificationKey {
    pub merchant: MerchantId,
    pub subject: Subject,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Notification {
    /// For operators, in the order in which notifications were made.
    pub id: i64,
    pub merchant: MerchantId,
    pub subject: Subject,
    /// As the merchant gave it; what it is about is added when it is sent.
    pub url: WebUrl,
    pub made: Timestamp,
    pub until: Timestamp,
    pub state: NotificationState,
    /// How often it was sent.
    pub attempts: u32,
    /// When it is sent next.
    pub next: Option<Timestamp>,
}

/// The schedule: each minute for two hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    pub interval: SignedDuration,
    pub give_up_after: SignedDuration,
}

impl Schedule {
    pub const STANDARD: Self =
        Self { interval: SignedDuration::from_mins(1), give_up_after: SignedDuration::from_hours(2) };

    pub fn until(self, made: Timestamp) -> Timestamp {
        made.saturating_add(self.give_up_after).unwrap_or(Timestamp::MAX)
    }

    pub fn next(self, sent: Timestamp) -> Timestamp {
        sent.saturating_add(self.interval).unwrap_or(Timestamp::MAX)
    }
}

impl Notification {
    /// What follows from an attempt: heard, to be said again, or given up.
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

/// Without the URL.
impl fmt::Debug for NewNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "new notification of {:?}", self.subject)
    }
}

/// Without the URL.
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
