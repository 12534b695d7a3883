//! Telling a merchant that something has an outcome: one GET, repeated until it is heard (choices where the sources are
//! silent: Sessions; behaviour, section 4).

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, SessionId, SessionNumber, TransactionId, WebUrl};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    pub merchant: MerchantId,
    pub subject: Subject,
    /// With all its parameters. Holds the token of a session: never logged.
    pub url: String,
    pub made: Timestamp,
    /// From then on it is not repeated.
    pub until: Timestamp,
}

impl NewNotification {
    pub fn of_session(
        merchant: MerchantId,
        id: &SessionId,
        url: &WebUrl,
        made: Timestamp,
        until: Timestamp,
    ) -> Self {
        let parameters = [("notificationType", "WEBTRS"), ("token", &*id.text()), ("paymentEndpoint", "1")];
        let url = url.with_parameters(&parameters);
        Self { merchant, subject: Subject::Session(id.number()), url, made, until }
    }

    pub fn of_transaction(
        merchant: MerchantId,
        id: TransactionId,
        url: &WebUrl,
        made: Timestamp,
        until: Timestamp,
    ) -> Self {
        let parameters = [("notificationType", "TRS"), ("transactionId", &*id.to_string())];
        let url = url.with_parameters(&parameters);
        Self { merchant, subject: Subject::Transaction(id), url, made, until }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub id: i64,
    pub merchant: MerchantId,
    pub subject: Subject,
    pub url: String,
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

    /// The URL as operators may see it: without what opens the session.
    pub fn masked_url(&self) -> String {
        let Subject::Session(number) = self.subject else { return self.url.clone() };
        let masked = |part: &str| match part.split_at_checked(SessionId::LENGTH) {
            Some((token, rest)) if SessionId::parse(token).is_some_and(|id| id.number() == number) => {
                number.masked_id() + rest
            }
            _ => part.to_owned(),
        };
        // A token is the value of a parameter.
        self.url.split('=').map(masked).collect::<Vec<_>>().join("=")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_session_is_not_shown() {
        let id = SessionId::draw([7; 18], 1_795_348_800_123);
        let url = WebUrl::parse("https://shop.example/told?order=a=b&key=1ABCDEFGHIJKLMNOP0011795348800123")
            .unwrap();
        let merchant = MerchantId::parse("12345678901234").unwrap();
        let made = Timestamp::UNIX_EPOCH;
        let new = NewNotification::of_session(merchant, &id, &url, made, made);
        let notification = Notification {
            id: 1,
            merchant,
            subject: new.subject,
            url: new.url,
            made,
            until: made,
            state: NotificationState::Waiting,
            attempts: 0,
            next: None,
        };
        let masked = notification.masked_url();
        let expected = format!(
            "{}&notificationType=WEBTRS&token={}&paymentEndpoint=1",
            url.as_str(),
            id.number().masked_id()
        );
        assert_eq!(masked, expected);
        assert!(notification.url.contains(id.secret()) && !masked.contains(id.secret()));
    }
}
