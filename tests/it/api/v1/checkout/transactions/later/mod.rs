//! Effects of time on a payment. The clock of the sandbox is set ahead, on the same data.

mod deferred;
mod expiry;
mod late_delivery;
mod renewals;
mod repeats;

/// The lifetime of an authorisation in hours: seven days.
const LIFE: u32 = 7 * 24;
