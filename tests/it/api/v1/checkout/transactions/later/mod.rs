//! What time does to a payment. The clock of the sandbox is put ahead, on the same data.

mod deferred;
mod expiry;
mod late_delivery;
mod renewals;
mod repeats;

/// Seven days, which is how long an authorisation lives.
const LIFE: u32 = 7 * 24;
