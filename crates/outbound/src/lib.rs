//! Calls from the gateway to merchants: the port [`Messenger`](gateway::ports::Messenger) over HTTP/1.1.
//!
//! The merchant chooses the URL, so it cannot be trusted. The addresses of its host are checked
//! ([`AddressPolicy`]), and the connection goes to one of those that are allowed.

mod address_policy;
mod authorities;
mod connect;
mod exchange;
mod messenger;
mod ranges;
mod resolver;
mod target;

pub use address_policy::AddressPolicy;
pub use authorities::AuthoritiesError;
pub use messenger::HttpMessenger;
pub use resolver::Resolver;
