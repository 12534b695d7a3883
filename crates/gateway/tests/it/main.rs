//! Use cases over a real store, with the clock in the test's hand and a bank that does as the test says.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod actions;
mod bench;
mod flaky;
mod keys;
mod payments;
mod reconcile;
mod repeats;
