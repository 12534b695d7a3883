//! The merchant's side of the API: what a shop's own code would do, and nothing that it could not.
//!
//! Used by `guichet demo`, by the tests and by the bench. It knows the published API and none of the
//! gateway's code, so what passes here passes for a shop.

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
