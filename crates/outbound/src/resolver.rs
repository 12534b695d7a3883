//! From a name to its addresses.

use std::io;
use std::net::IpAddr;

use async_trait::async_trait;
use tokio::net::lookup_host;

/// Says which addresses a name has. What it says is looked at before anybody connects.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// In the order in which they should be tried.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The operating system's: its hosts file, its name servers, its order (RFC 6724).
pub(crate) struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        // The port is not asked about.
        Ok(lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}
