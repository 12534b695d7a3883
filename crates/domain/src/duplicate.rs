//! What makes a payment a repeat of another (behaviour of the platform: section 3.7 of the contract).
//!
//! Same merchant, payment method, order reference and amount as a payment accepted today or yesterday, or as
//! one that is still out. The store keeps one claim for each such identity, taken in the commit that begins
//! a payment, so that two at once cannot both have it.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use primitives::{Amount, MerchantId, OrderReference, Reference, TransactionId};

/// What a payment lays claim to while it is out and, when accepted, to the end of the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub merchant: MerchantId,
    pub payment_method: Reference,
    pub order_reference: OrderReference,
    pub amount: Amount,
}

/// Who holds a claim already, and whether the holder has been accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub transaction: TransactionId,
    pub accepted: bool,
}

/// When the claim of a payment accepted now ends: with tomorrow, in the calendar of the gateway.
pub fn claim_ends(accepted: Timestamp, calendar: &TimeZone) -> Timestamp {
    let day = accepted.to_zoned(calendar.clone()).date().saturating_add(2.days());
    day.to_zoned(calendar.clone()).map_or(Timestamp::MAX, |start| start.timestamp())
}

/// Captures and refunds accepted before then are none of today's or yesterday's.
pub fn yesterday_begins(now: Timestamp, calendar: &TimeZone) -> Timestamp {
    let day = now.to_zoned(calendar.clone()).date().saturating_sub(1.day());
    day.to_zoned(calendar.clone()).map_or(Timestamp::MIN, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_lasts_today_and_tomorrow_in_the_local_calendar() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let ends = |at: &str| claim_ends(at.parse().unwrap(), &paris).to_string();
        assert_eq!(ends("2026-11-22T12:00:00Z"), "2026-11-23T23:00:00Z");
        assert_eq!(ends("2026-11-22T23:30:00Z"), "2026-11-24T23:00:00Z", "already the 23rd in Paris");
        assert_eq!(ends("2026-03-28T12:00:00Z"), "2026-03-29T22:00:00Z", "the night of summer time");
    }
}
