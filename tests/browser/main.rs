//! The pages as a buyer sees them: Chromium drives the real binary.
//!
//! Every story ends with the same questions: did the browser complain (console, content security policy), and did a
//! page ask another host than its own? Pictures of every state are left in `target/screenshots`.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "runs the real binary in real time and asks where it lies")]

mod driver;
#[path = "../it/harness/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the suite that asks more of it")]
mod harness;
mod stories;
mod visit;
