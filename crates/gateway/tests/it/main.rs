//! Use cases over a real store (of the engine that `IT_ENGINE` names), with the clock in the test's hand and a bank that does as the test says.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "asks which engine has its turn")]

mod actions;
mod audit_chain;
mod bench;
mod data_keys;
mod doubles;
mod faults;
mod inconsistent;
mod issuer;
mod keys;
mod limits;
mod payments;
mod payouts;
mod proofs;
mod reconcile;
mod repeats;
mod retention;
mod same_work;
#[path = "../../../../tests/schema.rs"]
#[expect(dead_code, reason = "shared with suites that ask more of it")]
mod schema;
mod sessions;
mod store_state;
