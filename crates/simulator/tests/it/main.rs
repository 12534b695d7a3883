//! The simulator as a gateway meets it: over the acquirer port, and over HTTP.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod bench;
mod issuer;
mod partner;
mod status;
mod test_cards;
