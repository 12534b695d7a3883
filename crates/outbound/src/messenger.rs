//! A call to a merchant, from the URL to the end of the response.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use gateway::ports::{Delivery, DeliveryFailure, Messenger, Reply};
use jiff::SignedDuration;
use tokio::select;
use tokio::time::sleep;

use crate::address_policy::AddressPolicy;
use crate::authorities::{Authorities, AuthoritiesError};
use crate::connect;
use crate::exchange::{Response, send};
use crate::resolver::{Resolver, SystemResolver};
use crate::target::{Host, Target};

/// Calls merchants with GET. It follows no redirect, keeps no cookie, uses no proxy, and always verifies TLS.
pub struct HttpMessenger {
    policy: AddressPolicy,
    resolver: Box<dyn Resolver>,
    authorities: Authorities,
}

impl HttpMessenger {
    /// Makes the client. `authorities` are PEM files with certificate authorities that are trusted besides
    /// the system's. These files are read now. The system's are read at the first https URL: from
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR`, or from where the operating system has them.
    pub fn new(policy: AddressPolicy, authorities: &[PathBuf]) -> Result<Self, AuthoritiesError> {
        Ok(Self { policy, resolver: Box::new(SystemResolver), authorities: Authorities::read(authorities)? })
    }

    /// Replaces the resolver of the operating system.
    #[must_use]
    pub fn with_resolver(self, resolver: impl Resolver + 'static) -> Self {
        Self { resolver: Box::new(resolver), ..self }
    }

    /// Sends the request, and waits for the status.
    async fn call(&self, url: &str) -> Result<Response, DeliveryFailure> {
        let target = Target::parse(url).ok_or(DeliveryFailure::Url)?;
        if !self.policy.allows_port(target.port) {
            return Err(DeliveryFailure::Forbidden);
        }
        let addresses = self.allowed_addresses(&target).await?;
        let stream = connect::tcp(&addresses).await.map_err(|error| {
            tracing::debug!(host = target.host.text(), %error, "cannot connect to a merchant");
            DeliveryFailure::Connect
        })?;
        if !target.secure {
            return send(stream, &target).await;
        }
        let stream = connect::tls(&self.authorities, &target.host, stream).await.map_err(|error| {
            tracing::debug!(host = target.host.text(), %error, "TLS with a merchant failed");
            DeliveryFailure::Tls
        })?;
        send(stream, &target).await
    }

    /// Returns the addresses to which the call may go. The name is not resolved again, so that it cannot resolve to another
    /// address when the connection is made.
    async fn allowed_addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, DeliveryFailure> {
        let found = match &target.host {
            Host::Address(address) => vec![*address],
            Host::Name(name) => self.resolve(name).await?,
        };
        let allowed = found.into_iter().filter(|address| self.policy.allows(*address));
        let addresses: Vec<_> = allowed.map(|address| SocketAddr::new(address, target.port)).collect();
        if addresses.is_empty() { Err(DeliveryFailure::Forbidden) } else { Ok(addresses) }
    }

    async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, DeliveryFailure> {
        let found = self.resolver.resolve(name).await.map_err(|error| {
            tracing::debug!(host = name, %error, "the name of a merchant's host does not resolve");
            DeliveryFailure::Resolve
        })?;
        if found.is_empty() { Err(DeliveryFailure::Resolve) } else { Ok(found) }
    }
}

#[async_trait]
impl Messenger for HttpMessenger {
    async fn deliver(&self, url: &str, limit: SignedDuration) -> Delivery {
        let mut alarm = pin!(sleep(Duration::try_from(limit).unwrap_or(Duration::ZERO)));
        let response = select! {
            response = self.call(url) => match response {
                Ok(response) => response,
                Err(failure) => return Delivery::Failed(failure),
            },
            () = &mut alarm => return Delivery::Failed(DeliveryFailure::TimedOut),
        };
        let status = response.status;
        // The status decides. How the rest of the response ends changes nothing.
        select! {
            () = response.finish() => {}
            () = &mut alarm => {}
        }
        Delivery::Answered(Reply { code: status, is_heard: matches!(status, 200..=299) })
    }
}
