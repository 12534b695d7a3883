//! A payment link: a merchant's request that somebody pay, which the merchant sends to the buyer. Each opening begins a session of its
//! own, and one payment of all these sessions is accepted.
//!
//! The state machine is [`PaymentLink::step`]. A payment takes the link in the commit that begins it and holds it until its outcome is
//! known. So no second payment begins while the outcome of the first is unknown, nor after one that was accepted.

use std::sync::Arc;

use document::choice;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use primitives::{LinkNumber, MerchantId, Reference, Sealed, TransactionId, WebUrl};

use crate::{
    duplicate::Holder,
    echo::Echo,
    session::{Outcome, SessionTerms},
};

/// The largest number of days from today to the last day of a link (Retail API, section 3.6).
pub const MAX_DAYS: i32 = 70;
/// The number of days from today to the last day of a link for which the merchant names none.
pub const DEFAULT_DAYS: i32 = 30;
/// The number of refused payments, over all sessions of a link, after which it is blocked.
pub const ATTEMPTS: u32 = 10;

choice! {
    /// What a link is good for (Retail API, section 2: PaymentLinkStatus).
    pub enum LinkStatus {
        Unpaid = "UNPAID", Cancelled = "CANCELLED", Blocked = "BLOCKED", Expired = "EXPIRED", Paid = "PAID",
    }
}

/// A payment link as it is stored.
#[derive(Clone, PartialEq)]
pub struct PaymentLink {
    pub number: LinkNumber,
    /// The secret part of the token, sealed.
    pub secret: Sealed,
    pub merchant: MerchantId,
    pub point_of_sale: Reference,
    pub created: Timestamp,
    /// The end of its last day. No payment may begin from then on.
    pub expires: Timestamp,
    /// The terms of each of its sessions.
    pub terms: Arc<SessionTerms>,
    pub echo: Echo,
    /// The notification URL of each of its sessions. `None` means that of the point of sale.
    pub notification_url: Option<WebUrl>,
    /// Never [`LinkStatus::Expired`], which follows from the time: see [`PaymentLink::status`].
    pub stage: LinkStatus,
    /// The number of refusals that the link still allows.
    pub attempts_left: u32,
    /// The payment that holds the link: the accepted one, or one whose outcome is not known yet.
    pub payment: Option<TransactionId>,
    /// The time at which it was paid, cancelled or blocked.
    pub ended: Option<Timestamp>,
    /// The number of sessions that it has begun.
    pub openings: u32,
}

/// An event that changes a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkInput {
    /// A payment begins.
    Begun(TransactionId),
    /// The payment that holds the link has an outcome.
    Ended { transaction: TransactionId, outcome: Outcome },
    /// A payment was refused before a bank was asked, and has never held the link.
    Refused,
    /// The merchant cancels the link.
    Cancelled,
}

/// The reason for which a link does not take an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRefusal {
    /// A payment holds the link.
    Held(Holder),
    /// The link is not to be paid any more, or the input belongs to a payment that does not hold it.
    Over,
}

impl PaymentLink {
    /// Returns the status at a time. A link that was paid, cancelled or blocked keeps that status.
    pub fn status(&self, now: Timestamp) -> LinkStatus {
        match self.stage {
            LinkStatus::Unpaid if now >= self.expires => LinkStatus::Expired,
            stage => stage,
        }
    }

    /// Returns the link after an input.
    ///
    /// A payment that began while the link could be paid may be accepted when it is cancelled, blocked or expired. The money has moved
    /// then, and the link is paid.
    pub fn step(&self, input: LinkInput, now: Timestamp) -> Result<Self, LinkRefusal> {
        let mut next = self.clone();
        match input {
            LinkInput::Begun(transaction) => {
                if let Some(holder) = self.payment {
                    let accepted = self.stage == LinkStatus::Paid;
                    return Err(LinkRefusal::Held(Holder { transaction: holder, accepted }));
                }
                if self.status(now) != LinkStatus::Unpaid {
                    return Err(LinkRefusal::Over);
                }
                next.payment = Some(transaction);
            }
            LinkInput::Ended { transaction, outcome } => {
                if self.payment != Some(transaction) || self.stage == LinkStatus::Paid {
                    return Err(LinkRefusal::Over);
                }
                if outcome == Outcome::Accepted {
                    next.stage = LinkStatus::Paid;
                    next.ended = Some(now);
                } else {
                    next.payment = None;
                }
                if outcome == Outcome::Refused {
                    next.count_refusal(now);
                }
            }
            LinkInput::Refused if self.stage == LinkStatus::Paid => return Err(LinkRefusal::Over),
            LinkInput::Refused => next.count_refusal(now),
            LinkInput::Cancelled => match self.status(now) {
                LinkStatus::Unpaid | LinkStatus::Blocked => {
                    next.stage = LinkStatus::Cancelled;
                    next.ended = Some(now);
                }
                LinkStatus::Cancelled => {}
                LinkStatus::Expired | LinkStatus::Paid => return Err(LinkRefusal::Over),
            },
        }
        Ok(next)
    }

    fn count_refusal(&mut self, now: Timestamp) {
        self.attempts_left = self.attempts_left.saturating_sub(1);
        if self.attempts_left == 0 && self.stage == LinkStatus::Unpaid {
            self.stage = LinkStatus::Blocked;
            self.ended = Some(now);
        }
    }

    /// Returns the time at which a link that is not paid came to its end, or will. `None` for a paid one.
    pub fn unpaid_end(&self) -> Option<Timestamp> {
        match self.stage {
            LinkStatus::Paid => None,
            _ => Some(self.ended.unwrap_or(self.expires)),
        }
    }

    /// Whether nothing of it will change any more.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.stage == LinkStatus::Paid || (self.payment.is_none() && self.status(now) != LinkStatus::Unpaid)
    }
}

/// Returns the end of the last day of a link: the last millisecond of that day in the calendar. `None` where the day is before today or
/// too far ahead.
pub fn expiry(last_day: Option<Date>, now: Timestamp, calendar: &TimeZone) -> Option<Timestamp> {
    let today = now.to_zoned(calendar.clone()).date();
    let latest = today.saturating_add(MAX_DAYS.days());
    let day = last_day.unwrap_or_else(|| today.saturating_add(DEFAULT_DAYS.days()));
    if day < today || day > latest {
        return None;
    }
    let next = day.tomorrow().ok()?.to_zoned(calendar.clone()).ok()?.timestamp();
    next.checked_sub(1.millisecond()).ok()
}
