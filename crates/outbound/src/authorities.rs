//! The certificate authorities that may certify merchants' hosts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use certificates::{PemError, certificates};
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use rustls_native_certs::load_native_certs;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use tokio_rustls::TlsConnector;

/// The reason for which a file of certificate authorities cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AuthoritiesError {
    #[error("{} cannot be read ({source}): give a readable file of certificates in PEM", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: {source}: give a file of certificates in PEM", path.display())]
    Wrong { path: PathBuf, source: PemError },
    #[error("{} holds no certificate of an authority: give one or more in PEM", path.display())]
    Empty { path: PathBuf },
}

/// The authorities of the settings, and the connector that trusts them and the system's.
pub(crate) struct Authorities {
    given: RootCertStore,
    connector: OnceCell<TlsConnector>,
}

impl Authorities {
    pub(crate) fn read(files: &[PathBuf]) -> Result<Self, AuthoritiesError> {
        let mut given = RootCertStore::empty();
        for path in files {
            add(&mut given, path)?;
        }
        Ok(Self { given, connector: OnceCell::new() })
    }

    /// Returns the connector. The system's authorities are read when they are first needed: they can be
    /// hundreds of files, and the start of the gateway need not wait for them.
    pub(crate) async fn connector(&self) -> io::Result<&TlsConnector> {
        let make = || async {
            let roots = self.given.clone();
            Ok(spawn_blocking(|| TlsConnector::from(Arc::new(settings(with_system(roots))))).await?)
        };
        self.connector.get_or_try_init(make).await
    }
}

fn settings(roots: RootCertStore) -> ClientConfig {
    // The provider is named here, so that no default of the process has to be set first.
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has suites for TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}

/// Adds the system's authorities. A machine without any can still call hosts whose authority is in a given file.
fn with_system(mut roots: RootCertStore) -> RootCertStore {
    let found = load_native_certs();
    for error in found.errors {
        tracing::debug!(%error, "a certificate authority of the system cannot be read");
    }
    // A system may have certificates that rustls does not take. They are left out.
    let (taken, _left) = roots.add_parsable_certificates(found.certs);
    if taken == 0 {
        tracing::warn!(
            "the system has no certificate authorities: install ca-certificates, or https to merchants fails"
        );
    }
    roots
}

fn add(roots: &mut RootCertStore, path: &Path) -> Result<(), AuthoritiesError> {
    let unreadable = |source| AuthoritiesError::Unreadable { path: path.to_owned(), source };
    let text = fs::read(path).map_err(unreadable)?;
    let wrong = |source| AuthoritiesError::Wrong { path: path.to_owned(), source };
    let certificates = certificates(&text).map_err(wrong)?;
    match roots.add_parsable_certificates(certificates) {
        (0, _) => Err(AuthoritiesError::Empty { path: path.to_owned() }),
        _ => Ok(()),
    }
}
