//! The simulator as a gateway meets it: over the acquirer port, and over HTTP.

mod bench;
mod partner;
mod status;
