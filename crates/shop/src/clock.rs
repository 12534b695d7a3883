//! The time of day. The shop stands outside the gateway, whose clock is a port.

use jiff::Timestamp;

#[expect(clippy::disallowed_methods, reason = "a shop has a clock of its own, as every merchant does")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// `14:05:09`, in UTC.
pub(crate) fn time_of_day(moment: Timestamp) -> String {
    moment.strftime("%H:%M:%S").to_string()
}
