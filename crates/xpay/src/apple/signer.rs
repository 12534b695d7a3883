//! Signs as Apple signs, under a root key that the signer has: for the sandbox and for tests.

use aws_lc_rs::digest::{SHA256, digest};
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
    },
};
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};
use x509_cert::{
    Certificate,
    attr::Attribute,
    der::{
        Any, Decode as _, Encode as _, EncodeValue, Tagged,
        asn1::{ObjectIdentifier, OctetString, SetOfVec, UtcTime},
    },
    spki::AlgorithmIdentifierOwned,
};

use super::oids::{
    CONTENT_TYPE, DATA, ECDSA_SHA_256, INTERMEDIATE, LEAF, MESSAGE_DIGEST, SHA_256, SIGNED_DATA, SIGNING_TIME,
};
use crate::{Derive, Refused, SigningKey};

/// The keys of a signer, and the certificates that it issues to itself.
pub struct Signer {
    root: SigningKey,
    intermediate: SigningKey,
    leaf: SigningKey,
}

impl Signer {
    pub fn derived(seed: &dyn Derive) -> Self {
        let key = |label| SigningKey::derived(seed, label);
        Self {
            root: key("apple pay root"),
            intermediate: key("apple pay intermediate"),
            leaf: key("apple pay leaf"),
        }
    }

    /// The public root key as SubjectPublicKeyInfo.
    pub fn root(&self) -> &[u8] {
        self.root.spki()
    }

    /// Returns a detached signature of the content in DER, with the certificates in it.
    pub(super) fn sign(&self, content: &[u8], at: Timestamp) -> Result<Vec<u8>, Refused> {
        let [leaf, intermediate] = self.certificates().ok_or(Refused::Unopened)?;
        self.signed_data(content, at, leaf, intermediate)
    }

    /// Issues the certificates of the leaf and the intermediate. They name no time of today, so that no clock decides on them.
    fn certificates(&self) -> Option<[Certificate; 2]> {
        let root = Issuer::new(params("Sandbox Root CA", None).ok()?, key_pair(&self.root)?);
        let intermediate_params = params("Sandbox Application Integration CA", Some(INTERMEDIATE)).ok()?;
        let intermediate_key = key_pair(&self.intermediate)?;
        let intermediate = intermediate_params.signed_by(&intermediate_key, &root).ok()?;
        let issuer = Issuer::new(intermediate_params, intermediate_key);
        let mut leaf_params = params("Sandbox Payment Signing", Some(LEAF)).ok()?;
        leaf_params.is_ca = IsCa::ExplicitNoCa;
        let leaf = leaf_params.signed_by(&key_pair(&self.leaf)?, &issuer).ok()?;
        let parsed = |certificate: &rcgen::Certificate| Certificate::from_der(certificate.der()).ok();
        Some([parsed(&leaf)?, parsed(&intermediate)?])
    }

    fn signed_data(
        &self,
        content: &[u8],
        at: Timestamp,
        leaf: Certificate,
        intermediate: Certificate,
    ) -> Result<Vec<u8>, Refused> {
        let since_1970 =
            std::time::Duration::from_secs(u64::try_from(at.as_second()).map_err(|_| Refused::Unopened)?);
        let hash = OctetString::new(digest(&SHA256, content).as_ref())?;
        let attributes = SetOfVec::try_from(vec![
            attribute(CONTENT_TYPE, &DATA)?,
            attribute(SIGNING_TIME, &UtcTime::from_unix_duration(since_1970)?)?,
            attribute(MESSAGE_DIGEST, &hash)?,
        ])?;
        let signature = self.leaf.sign(&attributes.to_der()?)?;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: leaf.tbs_certificate.issuer.clone(),
                serial_number: leaf.tbs_certificate.serial_number.clone(),
            }),
            digest_alg: algorithm(SHA_256),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm(ECDSA_SHA_256),
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        let certificates = [leaf, intermediate].map(CertificateChoices::Certificate).to_vec();
        let message = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![algorithm(SHA_256)])?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
        };
        let info = ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&message)? };
        Ok(info.to_der()?)
    }
}

fn key_pair(key: &SigningKey) -> Option<KeyPair> {
    KeyPair::try_from(&key.pkcs8().ok()?[..]).ok()
}

/// Returns the fields of a certificate with this name and mark.
fn params(name: &str, mark: Option<ObjectIdentifier>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2049, 12, 31));
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    if let Some(mark) = mark {
        let arcs: Vec<u64> = mark.arcs().map(u64::from).collect();
        // The content is NULL (X.690, section 8.8).
        params.custom_extensions.push(CustomExtension::from_oid_content(&arcs, vec![5, 0]));
    }
    Ok(params)
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}

fn attribute<T: Tagged + EncodeValue>(
    oid: ObjectIdentifier,
    value: &T,
) -> Result<Attribute, x509_cert::der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::encode_from(value)?])? })
}
