//! Tests the pages in a browser: Chromium drives the real binary.
//!
//! A test is a story: the visit of one buyer in a browser. Every story fails if the browser's console has a
//! message, a violation of the content security policy among them, or if a page sends a request to another
//! host than its own. Screenshots of every state are left in `target/screenshots`.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "runs the real binary in real time and asks where it lies")]

mod driver;
#[path = "../it/harness/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the suite that asks more of it")]
mod harness;
mod stories;
mod visit;
