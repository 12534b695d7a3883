//! Use cases over a real store, with the clock in the test's hand and a bank that does as the test says.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "a test chooses its own directory")]

mod bench;
mod keys;
mod payments;
mod reconcile;
mod repeats;
