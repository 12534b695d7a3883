//! Remittance: the captures and refunds of a point of sale and a day go to the bank together.
//!
//! A line is written in the commit of its capture or refund. It enters the remittance of the day when that is
//! closed, after the end of the day. A remitted capture or refund cannot be cancelled.

use document::choice;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use primitives::{Amount, Currency, MerchantId, OrderReference, Reference, TransactionId};

use crate::{action::ActionKind, ledger::Ledger, transaction::TransactionType};

choice! {
    /// The kind of a line.
    pub enum LineKind { Capture = "CAPTURE", Refund = "REFUND", }
}

/// A line of a remittance: a capture or a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The id of the capture or refund. It is the payment's where the capture is automatic.
    pub entry: TransactionId,
    pub payment: TransactionId,
    pub merchant: MerchantId,
    pub point_of_sale: Reference,
    pub payment_method: Reference,
    pub order_reference: OrderReference,
    pub kind: LineKind,
    /// The amount that is left after cancels, in minor units of `currency`.
    pub amount: Amount,
    pub currency: Currency,
    /// The time at which the capture or refund was accepted.
    pub made: Timestamp,
    /// The first day whose remittance may take the line, in the gateway's calendar.
    pub day: Date,
}

/// The key of a remittance: there is one for each merchant, point of sale and day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RemittanceKey {
    pub merchant: MerchantId,
    pub point_of_sale: Reference,
    /// The day in the gateway's calendar.
    pub day: Date,
}

/// A remittance and its totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remittance {
    pub key: RemittanceKey,
    pub made: Timestamp,
    /// True when all lines have been added and counted.
    pub closed: bool,
    pub totals: Vec<Total>,
}

/// The total of the lines of one kind and currency. The sum may exceed the largest [`Amount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    pub currency: Currency,
    pub kind: LineKind,
    /// The number of lines.
    pub lines: i64,
    /// The sum in minor units of `currency`.
    pub minor_units: i128,
}

/// Returns the day of a time in the calendar.
pub fn day_of(at: Timestamp, calendar: &TimeZone) -> Date {
    at.to_zoned(calendar.clone()).date()
}

/// Returns the end of a day in the calendar. The remittance of the day may be closed from then on.
pub fn end_of(day: Date, calendar: &TimeZone) -> Timestamp {
    let next = day.saturating_add(1.day());
    next.to_zoned(calendar.clone()).map_or(Timestamp::MAX, |start| start.timestamp())
}

impl Ledger {
    /// Returns the line of a capture or refund that has just been accepted. `None` where `entry` is neither,
    /// or is of amount 0.
    pub fn line(&self, entry: TransactionId, now: Timestamp, calendar: &TimeZone) -> Option<Line> {
        let (kind, amount) = match self.action(entry) {
            Some(action) if action.is_accepted() => match action.kind {
                ActionKind::Capture => (LineKind::Capture, action.amount()),
                ActionKind::Refund => (LineKind::Refund, action.amount()),
                ActionKind::Cancel | ActionKind::Expiry => return None,
            },
            None if entry == self.payment.id
                && self.payment.kind() == TransactionType::AuthorizationAndCapture =>
            {
                (LineKind::Capture, self.authorised())
            }
            _ => return None,
        };
        let payment = &self.payment;
        (amount > Amount::ZERO).then(|| Line {
            entry,
            payment: payment.id,
            merchant: payment.merchant,
            point_of_sale: payment.point_of_sale.clone(),
            payment_method: payment.payment_method.clone(),
            order_reference: payment.terms.order_reference.clone(),
            kind,
            amount,
            currency: payment.terms.currency,
            made: now,
            day: day_of(now, calendar),
        })
    }
}
