//! The request of a payment link (Retail API, section 3.6: paymentLinkCreateRequest), and that of a change of its status.

use document::{Date, Fault, Path, Problems, record};
use domain::link::{LinkStatus, expiry};
use jiff::{Timestamp, tz::TimeZone};

use super::session_request::SessionRequest;

record! {
    pub(crate) struct PaymentLinkRequest as "paymentLinkCreateRequest" {
        ..session: SessionRequest,
        /// The last day on which the link can be paid, to its end in the time zone of the gateway (Europe/Paris by default): from today
        /// to 70 days ahead. Absent: in 30 days.
        last_day: Option<Date> = "expirationDate",
    }
}

record! {
    pub(crate) struct LinkStatusRequest as "PaymentLinkStatusUpdateRequest" {
        /// CANCELLED, for a link that is UNPAID or BLOCKED. One that is cancelled already stays so. Everything else is refused.
        status: LinkStatus = "status",
    }
}

impl PaymentLinkRequest {
    /// Returns the time at which the link expires. `None` where [`check`](Self::check) reports why.
    pub(crate) fn expires(&self, now: Timestamp, calendar: &TimeZone) -> Option<Timestamp> {
        expiry(self.last_day.map(|Date(day)| day), now, calendar)
    }

    /// Checks the rules between members, whose breach makes a request malformed.
    pub(crate) fn check(&self, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) {
        self.session.check(now, calendar, problems);
        if self.expires(now, calendar).is_none() {
            const RULE: &str = "must be from today to 70 days ahead";
            problems.add(&Path::ROOT.member("expirationDate"), Fault::Rule(RULE));
        }
    }
}
