//! One test program: it links the cryptographic library once.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;
mod forge;
mod properties;
mod refusals;
mod round_trip;
mod sdk;
mod vectors;
