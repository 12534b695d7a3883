//! Certificates and private keys as PEM (RFC 7468). What is wrong with a text is said in a sentence that quotes nothing of
//! it, because it may be a private key.

use std::time::Duration;

use rustls_pki_types::{
    CertificateDer, PrivateKeyDer,
    pem::{self, PemObject},
};
use x509_cert::{Version, der::Decode as _};
use zeroize::Zeroizing;

/// The reason for which a text cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    #[error("the file is empty")]
    Empty,
    #[error(
        "the file is DER, not PEM: convert it, with `openssl x509 -inform der` or `openssl pkey -inform der`"
    )]
    Der,
    #[error("there is no line of the form -----BEGIN …----- in it: it is no PEM")]
    NoPem,
    #[error("its line breaks are lost: -----BEGIN …----- and -----END …----- must be lines of their own")]
    LineBreaksLost,
    #[error("the private key is encrypted with a password: decrypt it, with `openssl pkey`")]
    Encrypted,
    #[error("there is no certificate in it, but a private key")]
    KeyForCertificate,
    #[error("there is no certificate in it")]
    NoCertificate,
    #[error("there is no private key in it, but a certificate")]
    CertificateForKey,
    #[error("there is no private key in it (PKCS #8, PKCS #1 or SEC 1)")]
    NoKey,
    #[error("a section of it does not end, or is no base64: it was cut off or changed")]
    Damaged,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const BEGIN: &[u8] = b"-----BEGIN ";

/// Returns all certificates of a text, at least one. Sections of other kinds are passed over.
pub fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>, PemError> {
    let text = &*checked(text)?;
    let found: Vec<_> = CertificateDer::pem_slice_iter(text)
        .collect::<Result<_, pem::Error>>()
        .map_err(|_| PemError::Damaged)?;
    match found.is_empty() {
        false => Ok(found),
        true if has(text, b"PRIVATE KEY") => Err(PemError::KeyForCertificate),
        true => Err(PemError::NoCertificate),
    }
}

/// Whether the certificate names itself as its issuer. One that cannot be read does not.
pub fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    let read = x509_cert::Certificate::from_der(certificate);
    read.is_ok_and(|read| read.tbs_certificate.issuer == read.tbs_certificate.subject)
}

/// Whether the certificate is of version 1 of X.509, which has no names of hosts. One that cannot be read is not.
pub fn is_version_1(certificate: &CertificateDer<'_>) -> bool {
    let read = x509_cert::Certificate::from_der(certificate);
    read.is_ok_and(|read| read.tbs_certificate.version == Version::V1)
}

/// Returns the time from 1970-01-01T00:00:00Z to the end of the certificate's validity (RFC 5280, section 4.1.2.5). `None` where the
/// certificate cannot be read.
pub fn validity_end(certificate: &CertificateDer<'_>) -> Option<Duration> {
    let read = x509_cert::Certificate::from_der(certificate).ok()?;
    Some(read.tbs_certificate.validity.not_after.to_unix_duration())
}

/// Returns the first private key of a text.
pub fn private_key(text: &[u8]) -> Result<PrivateKeyDer<'static>, PemError> {
    let text = &*checked(text)?;
    if has(text, b"ENCRYPTED") {
        return Err(PemError::Encrypted);
    }
    match PrivateKeyDer::from_pem_slice(text) {
        Ok(key) => Ok(key),
        Err(pem::Error::NoItemsFound) if has(text, b"BEGIN CERTIFICATE") => Err(PemError::CertificateForKey),
        Err(pem::Error::NoItemsFound) => Err(PemError::NoKey),
        Err(_) => Err(PemError::Damaged),
    }
}

/// Checks the form of a text, and takes off what editors put before it, and the blanks before and behind its lines: a text that was
/// copied from YAML is indented.
fn checked(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(PemError::Empty);
    }
    if !has(text, BEGIN) {
        // The first byte of a DER sequence, and no letter of a text would stand alone before its length.
        return Err(if text[0] == 0x30 && !text.is_ascii() { PemError::Der } else { PemError::NoPem });
    }
    let is_torn = |line: &[u8]| has(line, BEGIN) && !(line.starts_with(BEGIN) && ends_there(line));
    // The text may be a private key, so that the copy has its room from the start.
    let mut trimmed = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    for line in text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii) {
        if is_torn(line) {
            return Err(PemError::LineBreaksLost);
        }
        trimmed.extend_from_slice(line);
        trimmed.push(b'\n');
    }
    Ok(trimmed)
}

/// Whether a line that begins as the head of a section has its dashes at its end only.
fn ends_there(line: &[u8]) -> bool {
    let rest = &line[BEGIN.len()..];
    rest.windows(5).position(|window| window == b"-----") == rest.len().checked_sub(5)
}

fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
