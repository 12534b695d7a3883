//! The duplicate check: whether a payment repeats another (behaviour, section 3.7).
//!
//! A duplicate has the same merchant, payment method, order reference and amount as a payment accepted today
//! or yesterday, or as one without an outcome. The store keeps one claim for each such identity. It is taken
//! in the commit that begins the payment, so that two payments at once cannot both have it.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use primitives::{Amount, MerchantId, OrderReference, Reference, TransactionId};

/// The identity that a payment reserves until its outcome and, if it is accepted, until the end of the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub merchant: MerchantId,
    pub payment_method: Reference,
    pub order_reference: OrderReference,
    /// The amount in minor units. The currency is not compared.
    pub amount: Amount,
}

/// The identity of an order at a payment method, whatever its amount. The amount is not known yet when a payment is prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderIdentity {
    pub merchant: MerchantId,
    pub payment_method: Reference,
    pub order_reference: OrderReference,
}

/// The payment that holds a claim, and whether it has been accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub transaction: TransactionId,
    pub accepted: bool,
}

/// Returns the end of the claim of a payment accepted at `accepted`: the end of the next day in the gateway's
/// calendar.
pub fn claim_ends(accepted: Timestamp, calendar: &TimeZone) -> Timestamp {
    let day = accepted.to_zoned(calendar.clone()).date().saturating_add(2.days());
    day.to_zoned(calendar.clone()).map_or(Timestamp::MAX, |start| start.timestamp())
}

/// Returns the start of yesterday in the gateway's calendar. Captures and refunds accepted before it are not
/// duplicates.
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
