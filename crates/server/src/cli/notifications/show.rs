//! Prints notifications. The token of a session is a credential, so only the session's number is shown.

use document::{Object, format_moment, write_json};
use domain::{
    notification::{Notification, type_of},
    subject::Subject,
};
use gateway::ports::{Attempt, Delivery};
use jiff::Timestamp;

use crate::terminal::say;

/// Prints a table of at most 80 columns.
pub(super) fn table(notifications: &[Notification]) {
    if notifications.is_empty() {
        say(
            "No notification yet: one is made when a session or a payment with a notification URL has ended.",
        );
        return;
    }
    say(row("ID", "MADE (UTC)", "STATE", "SENT", "MERCHANT", "ABOUT"));
    for notification in notifications {
        say(row(
            &notification.id.to_string(),
            &moment(notification.made),
            notification.state.as_str(),
            &notification.attempts.to_string(),
            &notification.merchant.to_string(),
            &about(notification.subject),
        ));
    }
}

fn row(id: &str, made: &str, state: &str, sent: &str, merchant: &str, about: &str) -> String {
    format!("{id:>6}  {made:<19}  {state:<9}  {sent:>4}  {merchant:<14}  {about}")
}

/// Returns the id of a session without its secret, or the id of a transaction.
fn about(subject: Subject) -> String {
    match subject {
        Subject::Session(number) | Subject::WalletSession(number) => number.masked_id(),
        Subject::Transaction(id) => id.to_string(),
    }
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Prints one notification; `url` must hold no secret.
pub(super) fn one(notification: &Notification, url: &str, attempts: &[Attempt], json: bool) {
    if json {
        let attempts: Vec<Object> = attempts.iter().map(wire_attempt).collect();
        say(write_json(&wire(notification, url).with("attempts", attempts).into()));
        return;
    }
    let facts = [
        ("notification", notification.id.to_string()),
        ("type", type_of(notification.subject).as_str().to_owned()),
        ("about", about(notification.subject)),
        ("merchant", notification.merchant.to_string()),
        ("url", url.to_owned()),
        ("made", moment(notification.made)),
        ("state", notification.state.as_str().to_owned()),
        ("sent next", notification.next.map_or_else(|| "never".to_owned(), moment)),
        ("repeated until", moment(notification.until)),
    ];
    for (name, value) in facts {
        say(format!("{name:<14}  {value}"));
    }
    for attempt in attempts {
        let took = attempt.took.map_or(String::new(), |took| format!("{} ms", took.as_millis()));
        say(format!(
            "  {:>4}  {}  {took:>8}  {}",
            attempt.number,
            moment(attempt.at),
            outcome(attempt.delivery)
        ));
    }
}

fn outcome(delivery: Option<Delivery>) -> String {
    match delivery {
        Some(Delivery::Answered(reply)) => format!("HTTP {}", reply.code),
        Some(Delivery::Failed(failure)) => failure.words().to_owned(),
        None => "being sent, or whoever sent it died".to_owned(),
    }
}

pub(super) fn wire(notification: &Notification, url: &str) -> Object {
    let mut wire = Object::new()
        .with("id", notification.id.to_string())
        .with("merchant_id", notification.merchant.to_string())
        .with("type", type_of(notification.subject).as_str())
        .with("about", about(notification.subject))
        .with("url", url)
        .with("state", notification.state.as_str())
        .with("sent", i64::from(notification.attempts))
        .with("made", format_moment(notification.made))
        .with("until", format_moment(notification.until));
    if let Some(next) = notification.next {
        wire.set("next", format_moment(next));
    }
    wire
}

/// Returns an attempt as JSON. One without an outcome is still running, or its process died.
fn wire_attempt(attempt: &Attempt) -> Object {
    let mut wire =
        Object::new().with("number", i64::from(attempt.number)).with("at", format_moment(attempt.at));
    match attempt.delivery {
        Some(Delivery::Answered(reply)) => wire.set("status", i64::from(reply.code)),
        Some(Delivery::Failed(failure)) => wire.set("failure", failure.name()),
        None => {}
    }
    if let Some(took) = attempt.took {
        wire.set("took_ms", i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
    }
    wire
}

#[cfg(test)]
mod tests {
    use primitives::{SessionNumber, TransactionId};

    use super::*;

    #[test]
    fn a_row_fits_into_80_columns() {
        let session = Subject::Session(SessionNumber::new(1_795_348_800_123_001).unwrap());
        let transaction = Subject::Transaction(TransactionId::parse("17953840295802366").unwrap());
        for subject in [session, transaction] {
            let row =
                row("999999", "2026-11-22 10:11:12", "DELIVERED", "9999", "12345678901234", &about(subject));
            assert!(row.chars().count() <= 80, "{} {row}", row.chars().count());
        }
        assert_eq!(about(session), "1…0011795348800123");
    }
}
