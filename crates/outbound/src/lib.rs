//! Calls from the gateway to merchants: the port [`Messenger`](gateway::ports::Messenger) over HTTP/1.1.
//!
//! The merchant chooses the URL, so that it may not be trusted. The addresses that its host resolves to are checked
//! ([`AddressPolicy`]), and the connection goes to one of those that were allowed.

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
