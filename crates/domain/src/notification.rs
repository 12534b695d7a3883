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
        /// The session of a wallet has ended. The notification carries its token.
        WalletSession = "WEBWALLET",
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

/// Ports above 1023 at which machines commonly serve something else than the web: databases, queues, caches, remote desktops and
/// the like. A GET to them is at best useless.
const SERVICES: [u16; 51] = [
    1080, 1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3268, 3269, 3306, 3389, 4369,
    5432, 5433, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6379, 6380, 6432, 6443, 6667, 7000, 7001,
    7199, 7687, 8086, 8500, 9000, 9042, 9092, 9100, 9200, 9300, 10250, 11211, 15672, 26257, 27017, 27018,
    27019,
];

/// Whether notifications may be sent to the port in production: 443, 80, and those above 1023 that no well-known service has.
pub fn is_port_allowed(port: u16) -> bool {
    matches!(port, 80 | 443) || (port > 1023 && SERVICES.binary_search(&port).is_err())
}

/// Returns the type of the notification about a subject. There is one notification for each subject.
pub const fn type_of(subject: Subject) -> NotificationType {
    match subject {
        Subject::Session(_) => NotificationType::Session,
        Subject::WalletSession(_) => NotificationType::WalletSession,
        Subject::Transaction(_) => NotificationType::Transaction,
    }
}

/// Returns the subject that a store keeps as a type and a number. `None` for a number that is not valid.
pub fn subject(kind: NotificationType, number: i64) -> Option<Subject> {
    match kind {
        NotificationType::Session => SessionNumber::new(number).map(Subject::Session),
        NotificationType::WalletSession => SessionNumber::new(number).map(Subject::WalletSession),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_of_services_are_refused() {
        assert!(SERVICES.is_sorted());
        for port in [80, 443, 1024, 3000, 8080, 8443, 65_535] {
            assert!(is_port_allowed(port), "{port}");
        }
        for port in [0, 22, 25, 1023, 2049, 3306, 5432, 6379, 9200, 11_211, 27_017] {
            assert!(!is_port_allowed(port), "{port}");
        }
    }
}
