//! By URL, and what is the same under every URL.

mod health;
mod http;
mod pay;
mod services;
mod v1;
