//! The settings of retention: how long each kind of data is kept.

use domain::retention::{Age, Retention};
use jiff::SignedDuration;

use super::{ConfigError, sources::Loaded};

pub(super) fn parse(values: &Loaded) -> Result<Retention, ConfigError> {
    let days = |name| number(values, name, 1, 3_650, "days between 1 and 3650").map(Age::Days);
    let months = |name| number(values, name, 1, 120, "months between 1 and 120").map(Age::Months);
    let shown = number(values, "retention.buyer_shown_minutes", 0, 1_440, "minutes between 0 and 1440")?;
    Ok(Retention {
        sessions: days("retention.sessions_days")?,
        buyer_shown: SignedDuration::from_mins(shown.into()),
        payments: months("retention.payments_months")?,
        cards: months("retention.cards_months")?,
        notifications: days("retention.notifications_days")?,
        audit: months("retention.audit_months")?,
    })
}

fn number(
    values: &Loaded,
    name: &'static str,
    least: u16,
    most: u16,
    rule: &str,
) -> Result<u16, ConfigError> {
    match values.parse(name, rule)? {
        number if (least..=most).contains(&number) => Ok(number),
        _ => Err(values.refuse(name, rule)),
    }
}
