//! One test program: it links the cryptographic library once.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod faults;
mod printed;
mod round_trip;
mod samples;
mod sdk;
