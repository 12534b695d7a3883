//! The small shop of `guichet demo`. It shows a newcomer what a merchant does: open a session, send the buyer to its payment
//! page, read the result, and take notifications.
//!
//! The shop knows the published API and none of the gateway's code. It never sees a card, and keeps its orders in memory.

mod assets;
mod catalogue;
mod choices;
mod clock;
mod euros;
mod form;
mod notifications;
mod orders;
mod pages;
mod payment_status;
mod router;
mod session_detail;
mod session_id;
mod session_request;
mod shop;

pub use router::router;
pub use shop::Shop;
