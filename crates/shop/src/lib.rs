//! A merchant's small shop, for newcomers: products, a pay button, the page the buyer comes back to, and the
//! notifications as they arrive.
//!
//! It knows the published API and none of the gateway's code, never sees a card, and forgets everything when it
//! ends.

mod assets;
mod catalogue;
mod clock;
mod euros;
mod form;
mod look;
mod notifications;
mod orders;
mod pages;
mod router;
mod session_id;
mod session_request;
mod shop;
mod verdict;
mod wish;

pub use router::router;
pub use shop::Shop;
