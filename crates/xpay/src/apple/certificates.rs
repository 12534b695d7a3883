//! The certificates of a signature: which of them signed, and whether they lead to a root that is trusted.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    UnparsedPublicKey, VerificationAlgorithm,
};
use jiff::Timestamp;
use x509_cert::{
    Certificate,
    der::{Encode as _, asn1::ObjectIdentifier},
    spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned},
};

use super::oids::{ECDSA_SHA_256, ECDSA_SHA_384, INTERMEDIATE, LEAF, P_256, P_384};
use crate::Refused;

/// Returns the certificate that signs tokens, once it leads to one of the roots. `roots` are public keys as
/// SubjectPublicKeyInfo.
pub(super) fn trusted_leaf<'a>(
    certificates: &'a [Certificate],
    roots: &[&[u8]],
    now: Timestamp,
) -> Result<&'a Certificate, Refused> {
    let leaf = marked(certificates, LEAF)?;
    let intermediate = marked(certificates, INTERMEDIATE)?;
    for certificate in [leaf, intermediate] {
        if !is_valid_at(certificate, now) {
            return Err(Refused::Unopened);
        }
    }
    check(leaf, &intermediate.tbs_certificate.subject_public_key_info)?;
    let is_trusted = roots.iter().any(|root| {
        use x509_cert::der::Decode as _;
        SubjectPublicKeyInfoOwned::from_der(root).is_ok_and(|root| check(intermediate, &root).is_ok())
    });
    if is_trusted { Ok(leaf) } else { Err(Refused::Unopened) }
}

/// Returns the one certificate that has the extension.
fn marked(certificates: &[Certificate], mark: ObjectIdentifier) -> Result<&Certificate, Refused> {
    let has_mark = |certificate: &&Certificate| {
        let mut extensions = certificate.tbs_certificate.extensions.iter().flatten();
        extensions.any(|extension| extension.extn_id == mark)
    };
    let mut found = certificates.iter().filter(has_mark);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(Refused::Unopened),
    }
}

fn is_valid_at(certificate: &Certificate, now: Timestamp) -> bool {
    let Ok(now) = u64::try_from(now.as_second()) else { return false };
    let validity = &certificate.tbs_certificate.validity;
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    (seconds(validity.not_before)..=seconds(validity.not_after)).contains(&now)
}

/// Checks that the issuer's key signed the certificate.
fn check(certificate: &Certificate, issuer: &SubjectPublicKeyInfoOwned) -> Result<(), Refused> {
    if certificate.signature_algorithm != certificate.tbs_certificate.signature {
        return Err(Refused::Unopened);
    }
    let signed = certificate.tbs_certificate.to_der()?;
    let signature = certificate.signature.as_bytes().ok_or(Refused::Unopened)?;
    verify(issuer, &certificate.signature_algorithm, &signed, signature)
}

/// Checks an ECDSA signature in DER.
pub(super) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    signed: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let curve =
        key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    let with: &'static dyn VerificationAlgorithm = match (curve.ok_or(Refused::Unopened)?, algorithm.oid) {
        (P_256, ECDSA_SHA_256) => &ECDSA_P256_SHA256_ASN1,
        (P_256, ECDSA_SHA_384) => &ECDSA_P256_SHA384_ASN1,
        (P_384, ECDSA_SHA_256) => &ECDSA_P384_SHA256_ASN1,
        (P_384, ECDSA_SHA_384) => &ECDSA_P384_SHA384_ASN1,
        _ => return Err(Refused::Unopened),
    };
    let point = key.subject_public_key.as_bytes().ok_or(Refused::Unopened)?;
    UnparsedPublicKey::new(with, point).verify(signed, signature).map_err(|_| Refused::Unopened)
}
