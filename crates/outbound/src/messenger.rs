//! One attempt, from the URL to the end of the answer.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use gateway::ports::{Delivery, DeliveryFailure, Messenger, Reply};
use jiff::SignedDuration;
use tokio::select;
use tokio::time::sleep;

use crate::authorities::{Authorities, AuthoritiesError};
use crate::exchange::{Answer, ask};
use crate::line;
use crate::reach::Reach;
use crate::resolver::{Resolver, SystemResolver};
use crate::target::{Host, Target};

/// Calls merchants with GET: no redirect is followed, no cookie kept, no proxy asked, TLS always verified.
pub struct HttpMessenger {
    reach: Reach,
    resolver: Box<dyn Resolver>,
    authorities: Authorities,
}

impl HttpMessenger {
    /// `authorities` are PEM files of certificates that are trusted besides the system's. They are read now; the system's
    /// at the first https URL, from where `SSL_CERT_FILE` and `SSL_CERT_DIR` say, or where such systems have them.
    pub fn new(reach: Reach, authorities: &[PathBuf]) -> Result<Self, AuthoritiesError> {
        Ok(Self { reach, resolver: Box::new(SystemResolver), authorities: Authorities::read(authorities)? })
    }

    /// The same, asking somebody else than the system for addresses.
    #[must_use]
    pub fn with_resolver(self, resolver: impl Resolver + 'static) -> Self {
        Self { resolver: Box::new(resolver), ..self }
    }

    /// Until there is a status.
    async fn call(&self, url: &str) -> Result<Answer, DeliveryFailure> {
        let target = Target::parse(url).ok_or(DeliveryFailure::Url)?;
        let addresses = self.addresses(&target).await?;
        let stream = line::open(&addresses).await.map_err(|error| {
            tracing::debug!(host = target.host.text(), %error, "no connection to a merchant");
            DeliveryFailure::Connect
        })?;
        if !target.secure {
            return ask(stream, &target).await;
        }
        let stream = line::secure(&self.authorities, &target.host, stream).await.map_err(|error| {
            tracing::debug!(host = target.host.text(), %error, "no TLS with a merchant");
            DeliveryFailure::Tls
        })?;
        ask(stream, &target).await
    }

    /// Where the call may go. Nobody resolves the name again after this, so that it cannot mean something else then.
    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, DeliveryFailure> {
        let found = match &target.host {
            Host::Address(address) => vec![*address],
            Host::Name(name) => self.resolve(name).await?,
        };
        let admitted = found.into_iter().filter(|address| self.reach.admits(*address));
        let addresses: Vec<_> = admitted.map(|address| SocketAddr::new(address, target.port)).collect();
        if addresses.is_empty() { Err(DeliveryFailure::Forbidden) } else { Ok(addresses) }
    }

    async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, DeliveryFailure> {
        let found = self.resolver.resolve(name).await.map_err(|error| {
            tracing::debug!(host = name, %error, "no address of a merchant");
            DeliveryFailure::Resolve
        })?;
        if found.is_empty() { Err(DeliveryFailure::Resolve) } else { Ok(found) }
    }
}

#[async_trait]
impl Messenger for HttpMessenger {
    async fn deliver(&self, url: &str, limit: SignedDuration) -> Delivery {
        let mut alarm = pin!(sleep(Duration::try_from(limit).unwrap_or(Duration::ZERO)));
        let answer = select! {
            answer = self.call(url) => match answer {
                Ok(answer) => answer,
                Err(failure) => return Delivery::Failed(failure),
            },
            () = &mut alarm => return Delivery::Failed(DeliveryFailure::TimedOut),
        };
        let status = answer.status;
        // The status is the answer; how the rest ends changes nothing.
        select! {
            () = answer.end() => {}
            () = &mut alarm => {}
        }
        Delivery::Answered(Reply { code: status, is_heard: matches!(status, 200..=299) })
    }
}
