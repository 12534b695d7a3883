//! Tests of the running binary: what a merchant, an operator or an attacker sees from outside.
//!
//! They are written from the contract and not from the server's code, so that they find differences between
//! the two. The folders under `api` follow the URLs.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "runs the real binary in real time and asks where it lies")]

mod api;
mod audit;
mod cli;
mod clients;
mod faults;
mod harness;
mod keys;
mod notifications;
mod retention;
mod sql;
mod upgrade;
