//! The address of a database, and whether the connection to it is encrypted.

use std::{fs, path::Path, sync::Arc, time::Duration};

use certificates::certificates;
use primitives::Secret;
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use tokio_postgres::{
    Config,
    config::{Host, SslMode, TargetSessionAttrs},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{address_fault, error::ConnectError};

/// How long a socket may take to open. [`super::session`] limits connecting as a whole.
const SOCKET_LIMIT: Duration = Duration::from_secs(5);
/// How long sent bytes may stay without an acknowledgement before the connection is given up.
const UNACKNOWLEDGED_LIMIT: Duration = Duration::from_secs(10);
/// How long a connection may be silent before the kernel asks whether the other end is still there.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(15);

/// An address holds the password, and so has no `Debug`.
#[derive(Clone)]
pub struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

impl Address {
    /// Parses `postgres://user:password@host:port/name?sslmode=…`. Of several hosts with commas between, the one that
    /// takes writes is used. Where no `sslmode` is given (or `prefer`), a host of this machine is reached in the clear
    /// and any other by TLS. The file of `authorities` is read only where TLS is wanted.
    pub fn parse(url: &Secret, authorities: &Path) -> Result<Self, ConnectError> {
        let url = url.expose();
        address_fault::check(url)?;
        // The parser's own words may repeat a piece of what it read.
        let mut config: Config = url.parse().map_err(|_| address_fault::explain(url))?;
        if config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(if is_local(&config) { SslMode::Disable } else { SslMode::Require });
        }
        config
            .application_name("guichet")
            .connect_timeout(SOCKET_LIMIT)
            .tcp_user_timeout(UNACKNOWLEDGED_LIMIT)
            .keepalives_idle(KEEPALIVE_INTERVAL)
            .keepalives_interval(KEEPALIVE_INTERVAL)
            .target_session_attrs(TargetSessionAttrs::ReadWrite);
        let authorities = if config.get_ssl_mode() == SslMode::Require {
            read_authorities(authorities)?
        } else {
            RootCertStore::empty()
        };
        Ok(Self { config, tls: MakeRustlsConnect::new(tls_config(authorities)) })
    }

    pub(super) fn is_local(&self) -> bool {
        is_local(&self.config)
    }
}

fn is_local(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
    })
}

fn read_authorities(path: &Path) -> Result<RootCertStore, ConnectError> {
    let refuse =
        |error: &dyn std::fmt::Display| ConnectError::Authorities(path.to_owned(), error.to_string());
    let mut store = RootCertStore::empty();
    let text = fs::read(path).map_err(|error| refuse(&error))?;
    for certificate in certificates(&text).map_err(|error| refuse(&error))? {
        // A system's bundle may hold one that rustls does not take; the others still count.
        let _ = store.add(certificate);
    }
    if store.is_empty() {
        return Err(refuse(&"no certificate is in there"));
    }
    Ok(store)
}

fn tls_config(authorities: RootCertStore) -> ClientConfig {
    ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has the suites of the default versions")
        .with_root_certificates(authorities)
        .with_no_client_auth()
}
