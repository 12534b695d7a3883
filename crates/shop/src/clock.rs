//! The clock of the shop. The shop is not a part of the gateway, whose clock is a port.

use jiff::Timestamp;

#[expect(clippy::disallowed_methods, reason = "a shop has a clock of its own, as every merchant does")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Writes the time of day in UTC: `14:05:09`.
pub(crate) fn time_of_day(moment: Timestamp) -> String {
    moment.strftime("%H:%M:%S").to_string()
}
