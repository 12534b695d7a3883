//! The merchant's side of the API: it does what a shop's own code would do.
//!
//! It is used by `guichet demo`, the tests and the bench. It knows the published API and none of the
//! gateway's code, so that a test that passes with it would pass with a shop.

mod address;
mod answer;
mod card;
mod client;
mod connection;
mod error;
mod tls;

pub use answer::{Answer, Body};
pub use card::EncryptionKey;
pub use client::Client;
pub use connection::Connection;
pub use error::Error;
pub use http::{HeaderMap, Method};
pub use tls::Trust;
