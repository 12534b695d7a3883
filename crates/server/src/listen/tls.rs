//! TLS 1.2 and 1.3, with a certificate that is given or self-signed.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use jiff::{SignedDuration, Timestamp};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, date_time_ymd};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs::{Ticketer, default_provider},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
    version::{TLS12, TLS13},
};
use zeroize::Zeroizing;

use crate::{
    config::Config,
    data_dir::{DataDir, write_private},
    wiring::StartError,
};

/// The time for which a self-signed certificate is valid: 820 days, because some clients refuse longer ones.
const LIFE: SignedDuration = SignedDuration::from_hours(820 * 24);
/// A start replaces a self-signed certificate that expires within this time.
const RENEWAL: SignedDuration = SignedDuration::from_hours(30 * 24);
const EXPIRES: &str = "# Made by guichet; expires ";

/// The TLS of all listeners, and the files that it comes from.
pub(crate) struct Tls {
    pub(crate) config: Arc<ServerConfig>,
    pub(super) served: Arc<Served>,
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
    /// The end of the certificate that was served first, if that was told as expired.
    pub(super) told_end: Option<Timestamp>,
}

/// The certificate that is served now. Another may take its place while the gateway serves.
#[derive(Debug)]
pub(super) struct Served(RwLock<Arc<CertifiedKey>>);

impl Served {
    pub(super) fn now(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn replace(&self, pair: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }
}

pub(crate) fn start(config: &Config, dir: &DataDir, now: Timestamp) -> Result<Tls, StartError> {
    let (certificate, key) = if let Some(files) = &config.tls_files {
        files.clone()
    } else {
        let (certificate, key) = (dir.certificate(), dir.certificate_key());
        if !(is_fresh(&certificate, now) && key.exists()) {
            make(&certificate, &key, now)?;
        }
        (certificate, key)
    };
    let tls = serving(certificate, key, now)?;
    if let Some(end) = tls.told_end {
        warn_of_end(&tls.certificate, end);
    }
    Ok(tls)
}

/// Makes the TLS that serves the pair in these files.
pub(super) fn serving(certificate: PathBuf, key: PathBuf, now: Timestamp) -> Result<Tls, StartError> {
    let pair = load(&certificate, &key)?;
    let told_end = expired(&pair, now);
    let served = Arc::new(Served(RwLock::new(Arc::new(pair))));
    let failed = |error: rustls::Error| StartError(format!("TLS: {error}"));
    let mut settings = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(failed)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::clone(&served) as Arc<dyn ResolvesServerCert>);
    settings.alpn_protocols = vec![b"http/1.1".to_vec()];
    settings.ticketer = Ticketer::new().map_err(failed)?;
    Ok(Tls { config: Arc::new(settings), served, certificate, key, told_end })
}

/// Loads certificate and key, and checks that they belong together.
pub(crate) fn load(certificate: &Path, key: &Path) -> Result<CertifiedKey, StartError> {
    let refuse =
        |path: &Path, error: &dyn std::fmt::Display| StartError(format!("{}: {error}", path.display()));
    let chain =
        certificates::certificates(&read(certificate)?).map_err(|error| refuse(certificate, &error))?;
    let private = certificates::private_key(&read(key)?).map_err(|error| refuse(key, &error))?;
    let pair = |chain| CertifiedKey::from_der(chain, private.clone_key(), &default_provider());
    pair(chain.clone()).map_err(|error| {
        let other = chain.iter().skip(1).any(|first| pair(vec![first.clone()]).is_ok());
        match error {
            rustls::Error::InconsistentKeys(_) if other => {
                refuse(certificate, &"its certificates are in the wrong order: put that of the key first")
            }
            rustls::Error::InconsistentKeys(_) => {
                refuse(certificate, &format!("it is not the certificate of the key in {}", key.display()))
            }
            rustls::Error::InvalidCertificate(_) if chain.first().is_some_and(certificates::is_version_1) => refuse(
                certificate,
                &"it is a certificate of version 1 of X.509, which names no host and which TLS does not take: make one of \
                  version 3, with subjectAltName",
            ),
            rustls::Error::InvalidCertificate(_) => {
                refuse(certificate, &"its first certificate is damaged, or of a form that TLS does not take")
            }
            error => refuse(certificate, &error),
        }
    })
}

/// Returns the end of validity of a pair's certificates, if it has passed: that of the one that ended first.
pub(crate) fn expired(pair: &CertifiedKey, now: Timestamp) -> Option<Timestamp> {
    let end = |certificate| {
        let since_1970 = certificates::validity_end(certificate)?;
        // An end beyond the year 9999 is none.
        Timestamp::from_second(since_1970.as_secs().try_into().ok()?).ok()
    };
    pair.cert.iter().filter_map(end).min().filter(|end| *end < now)
}

pub(super) fn warn_of_end(certificate: &Path, end: Timestamp) {
    tracing::warn!(
        certificate = %certificate.display(),
        %end,
        "the certificate has expired, and callers refuse it: put a renewed one into its file"
    );
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, StartError> {
    fs::read(path).map(Zeroizing::new).map_err(|error| StartError::file(path, &error))
}

/// Whether the first certificate of the file is signed with its own key. One that cannot be read is not: [`load`] says why.
pub(crate) fn is_self_signed(certificate: &Path) -> bool {
    let chain = read(certificate).ok().and_then(|text| certificates::certificates(&text).ok());
    chain.is_some_and(|chain| chain.first().is_some_and(certificates::is_self_signed))
}

/// Whether a self-signed certificate is far from its expiry. The expiry is in a comment of the file, so that
/// reading it needs no parser of certificates.
pub(crate) fn is_fresh(certificate: &Path, now: Timestamp) -> bool {
    let text = fs::read_to_string(certificate).unwrap_or_default();
    let end = text.lines().find_map(|line| line.strip_prefix(EXPIRES)?.parse::<Timestamp>().ok());
    end.is_some_and(|end| now.saturating_add(RENEWAL).is_ok_and(|soon| soon < end))
}

/// Makes a self-signed certificate for this machine's own names.
pub(super) fn make(certificate: &Path, key: &Path, now: Timestamp) -> Result<(), StartError> {
    let failed = |error: rcgen::Error| StartError(format!("a certificate could not be made: {error}"));
    let end = now.saturating_add(LIFE).unwrap_or(now);
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut params = CertificateParams::new(names).map_err(failed)?;
    params.distinguished_name.push(DnType::CommonName, "guichet");
    (params.not_before, params.not_after) = (day(now), day(end));
    let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    let signed = params.self_signed(&pair).map_err(failed)?;
    let private = Zeroizing::new(pair.serialize_pem());
    write_private(key, &private).map_err(|error| StartError::file(key, &error))?;
    let text = format!("{EXPIRES}{end}\n{}", signed.pem());
    write_private(certificate, &text).map_err(|error| StartError::file(certificate, &error))
}

fn day(moment: Timestamp) -> time::OffsetDateTime {
    let date = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    date_time_ymd(i32::from(date.year()), month, day)
}
