//! Calls from the gateway to merchants: the port [`Messenger`](gateway::ports::Messenger) over HTTP/1.1.
//!
//! A merchant gives the URL, so it is a stranger's: where a call may go ([`Reach`]) is decided on the addresses that
//! the name resolves to, and the connection goes to an address that was looked at.

mod authorities;
mod exchange;
mod line;
mod messenger;
mod ranges;
mod reach;
mod resolver;
mod target;

pub use authorities::AuthoritiesError;
pub use messenger::HttpMessenger;
pub use reach::Reach;
pub use resolver::Resolver;
