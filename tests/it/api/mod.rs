//! Tests by URL, and of the behaviour of all URLs.

mod health;
mod http;
mod limits;
mod pay;
mod published;
mod services;
pub(crate) mod v1;
