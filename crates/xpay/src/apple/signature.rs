//! The detached signature of a token: SignedData of CMS (RFC 5652, section 5).

use aws_lc_rs::digest::{SHA256, digest};
use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use jiff::Timestamp;
use x509_cert::{
    Certificate,
    der::{
        Any, Decode as _, Encode as _,
        asn1::{ObjectIdentifier, OctetString},
    },
    time::Time,
};

use super::{
    ber, certificates,
    oids::{CONTENT_TYPE, DATA, MESSAGE_DIGEST, SHA_256, SIGNED_DATA, SIGNING_TIME},
};
use crate::Refused;

/// Checks the signature of the content, and returns the time at which it was made, as the signer says.
pub(super) fn verify(
    ber: &[u8],
    content: &[u8],
    roots: &[&[u8]],
    now: Timestamp,
) -> Result<Timestamp, Refused> {
    let message = parse(&ber::to_der(ber)?).ok_or(Refused::Unopened)?;
    let certificates = certificates_of(&message);
    let leaf = certificates::trusted_leaf(&certificates, roots, now)?;
    let [signer] = message.signer_infos.0.as_slice() else { return Err(Refused::Unopened) };
    expect(is_of(signer, leaf) && signer.digest_alg.oid == SHA_256)?;
    let content_type: ObjectIdentifier = attribute(signer, CONTENT_TYPE)?.decode_as()?;
    let hash: OctetString = attribute(signer, MESSAGE_DIGEST)?.decode_as()?;
    expect(content_type == DATA && hash.as_bytes() == digest(&SHA256, content).as_ref())?;
    // What is signed is the set of the attributes, under the tag of a set (section 5.4).
    let attributes = signer.signed_attrs.as_ref().ok_or(Refused::Unopened)?;
    let attributes = attributes.to_der()?;
    let key = &leaf.tbs_certificate.subject_public_key_info;
    certificates::verify(key, &signer.signature_algorithm, &attributes, signer.signature.as_bytes())?;
    signing_time(signer)
}

/// Returns the content of a SignedData that holds no content of its own.
fn parse(der: &[u8]) -> Option<SignedData> {
    let info = ContentInfo::from_der(der).ok().filter(|info| info.content_type == SIGNED_DATA)?;
    let signed: SignedData = info.content.decode_as().ok()?;
    let content = &signed.encap_content_info;
    (content.econtent_type == DATA && content.econtent.is_none()).then_some(signed)
}

fn certificates_of(signed: &SignedData) -> Vec<Certificate> {
    let choices = signed.certificates.iter().flat_map(|set| set.0.iter());
    choices
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
            CertificateChoices::Other(_) => None,
        })
        .collect()
}

/// Whether the signer names the certificate.
fn is_of(signer: &SignerInfo, certificate: &Certificate) -> bool {
    let SignerIdentifier::IssuerAndSerialNumber(named) = &signer.sid else { return false };
    let tbs = &certificate.tbs_certificate;
    named.issuer == tbs.issuer && named.serial_number == tbs.serial_number
}

/// Returns the one value of a signed attribute.
fn attribute(signer: &SignerInfo, name: ObjectIdentifier) -> Result<&Any, Refused> {
    let mut named = signer.signed_attrs.iter().flat_map(|all| all.iter()).filter(|one| one.oid == name);
    let (Some(attribute), None) = (named.next(), named.next()) else { return Err(Refused::Unopened) };
    match attribute.values.as_slice() {
        [value] => Ok(value),
        _ => Err(Refused::Unopened),
    }
}

fn signing_time(signer: &SignerInfo) -> Result<Timestamp, Refused> {
    let der = attribute(signer, SIGNING_TIME)?.to_der()?;
    let time = Time::from_der(&der)?.to_unix_duration();
    let seconds = i64::try_from(time.as_secs()).map_err(|_| Refused::Unopened)?;
    Timestamp::from_second(seconds).map_err(|_| Refused::Unopened)
}

fn expect(holds: bool) -> Result<(), Refused> {
    if holds { Ok(()) } else { Err(Refused::Unopened) }
}
