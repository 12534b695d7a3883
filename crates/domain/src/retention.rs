//! How long each kind of data is kept.

use jiff::{SignedDuration, Span, Timestamp, ToSpan, tz::TimeZone};

/// A time for which data are kept, in the days or months of the gateway's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Days(u16),
    Months(u16),
}

impl Age {
    fn span(self) -> Span {
        match self {
            Self::Days(days) => i64::from(days).days(),
            Self::Months(months) => i64::from(months).months(),
        }
    }

    /// Returns the time from which on what happened is younger than this age at `now`.
    pub fn before(self, now: Timestamp, calendar: &TimeZone) -> Timestamp {
        now.to_zoned(calendar.clone())
            .checked_sub(self.span())
            .map_or(Timestamp::MIN, |start| start.timestamp())
    }
}

/// The times for which an operator wants data kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// From the end of a session without an accepted payment.
    pub sessions: Age,
    /// From the end of a session, for the buyer's details in what its page and its services show.
    pub buyer_shown: SignedDuration,
    /// From the last action on a payment, for what is personal of it.
    pub payments: Age,
    /// From the last payment with a card, for its sealed number.
    pub cards: Age,
    /// From the time at which a notification was made.
    pub notifications: Age,
    pub audit: Age,
}

impl Retention {
    pub const STANDARD: Self = Self {
        sessions: Age::Days(7),
        buyer_shown: SignedDuration::from_hours(1),
        payments: Age::Months(13),
        cards: Age::Months(13),
        notifications: Age::Days(90),
        audit: Age::Months(24),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_go_by_the_calendar() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-03-31T12:00:00Z");
        // The days before the change to summer time have another offset.
        assert_eq!(
            Age::Days(7).before(now, &paris),
            at("2026-03-24T11:00:00Z").checked_add(2.hours()).unwrap()
        );
        assert_eq!(Age::Months(1).before(now, &paris), at("2026-02-28T13:00:00Z"));
        assert_eq!(Age::Months(13).before(at("2027-02-28T12:00:00Z"), &paris), at("2026-01-28T12:00:00Z"));
        assert_eq!(Age::Days(1).before(Timestamp::MIN, &paris), Timestamp::MIN);
    }
}
