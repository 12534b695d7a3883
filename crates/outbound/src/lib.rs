//! Calls from the gateway to others: to merchants, by the port [`Messenger`](gateway::ports::Messenger) over HTTP/1.1, and to the
//! directory server of 3-D Secure, by the port [`ThreeDsServer`](gateway::ports::ThreeDsServer).
//!
//! The merchant chooses the URL, so it cannot be trusted. The addresses of its host are checked
//! ([`AddressPolicy`]), and the connection goes to one of those that are allowed.

mod address_policy;
mod authorities;
mod connect;
mod exchange;
mod messenger;
mod poster;
mod ranges;
mod resolver;
mod target;
mod three_ds;

pub use address_policy::AddressPolicy;
pub use authorities::AuthoritiesError;
pub use messenger::HttpMessenger;
pub use poster::{JsonPoster, PostFailure, PostLimits};
pub use resolver::Resolver;
pub use three_ds::{DirectoryClient, DirectorySettings};
