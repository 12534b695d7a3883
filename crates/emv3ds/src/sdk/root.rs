//! The root of a directory server: it certifies the keys by which an ACS signs.

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    digest::{SHA256, digest},
    encoding::{AsDer, PublicKeyX509Der},
    signature::{
        ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
    },
};
use jiff::Timestamp;
use jose::{KeyError, Refused, ps256::SigningKey};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, PKCS_RSA_SHA256, date_time_ymd,
};
use x509_cert::{
    Certificate,
    der::{Decode as _, Encode as _, asn1::ObjectIdentifier},
    spki::SubjectPublicKeyInfoRef,
};

/// ECDSA with SHA-256 (RFC 5758, section 3.2).
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// A root key on P-256, and its own certificate.
pub struct Root {
    pair: EcdsaKeyPair,
    spki: Vec<u8>,
}

impl Root {
    /// Makes the key of a seed, the same one each time.
    pub fn derived(seed: &[u8; 32]) -> Self {
        // One in 2^32 texts of 32 bytes is no private key of P-256, and the next is taken then.
        let texts = (0..u32::MAX).map(|number| digest(&SHA256, &[&seed[..], &number.to_be_bytes()].concat()));
        let key = texts.into_iter().find_map(|text| Self::of(text.as_ref()));
        key.expect("almost every text of 32 bytes is a private key")
    }

    fn of(private: &[u8]) -> Option<Self> {
        let point = PrivateKey::from_private_key(&ECDH_P256, private).ok()?.compute_public_key().ok()?;
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, private, point.as_ref()).ok()?;
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().ok()?;
        let spki = spki.as_ref().to_vec();
        Some(Self { pair, spki })
    }

    /// The public key as a SubjectPublicKeyInfo (RFC 5480).
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Certifies the key of an ACS. Returns the chain in DER: the certificate of the key, and the root's own. They name no time of
    /// today, so that no clock decides on them.
    pub fn certify(&self, leaf: &SigningKey) -> Result<[Vec<u8>; 2], KeyError> {
        let leaf = leaf.to_pkcs8()?;
        self.chain(&leaf).ok_or(KeyError::Failed)
    }

    fn chain(&self, leaf: &[u8]) -> Option<[Vec<u8>; 2]> {
        let document = self.pair.to_pkcs8v1().ok()?;
        let key = KeyPair::try_from(document.as_ref()).ok()?;
        let root_params =
            params("Sandbox Directory Server Root", IsCa::Ca(BasicConstraints::Constrained(0))).ok()?;
        let root = root_params.self_signed(&key).ok()?;
        let leaf_key = KeyPair::from_pkcs8_der_and_sign_algo(&leaf.into(), &PKCS_RSA_SHA256).ok()?;
        let leaf = params("Sandbox ACS", IsCa::ExplicitNoCa).ok()?;
        let leaf = leaf.signed_by(&leaf_key, &Issuer::new(root_params, key)).ok()?;
        Some([leaf.der().to_vec(), root.der().to_vec()])
    }
}

fn params(name: &str, is_ca: IsCa) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2049, 12, 31));
    params.is_ca = is_ca;
    Ok(params)
}

/// Returns the public key of the first certificate, once the root has signed it and it is valid. `root` is a public key on P-256 as a
/// SubjectPublicKeyInfo. The other certificates of a chain add nothing: the root signs the keys of an ACS itself.
pub(super) fn trusted_key(chain: &[Vec<u8>], root: &[u8], now: Timestamp) -> Result<Vec<u8>, Refused> {
    let leaf = chain.first().and_then(|der| Certificate::from_der(der).ok()).ok_or(Refused)?;
    if !is_valid_at(&leaf, now) || leaf.signature_algorithm.oid != ECDSA_SHA_256 {
        return Err(Refused);
    }
    let root = SubjectPublicKeyInfoRef::from_der(root).map_err(|_| Refused)?;
    let point = root.subject_public_key.as_bytes().ok_or(Refused)?;
    let signed = leaf.tbs_certificate.to_der().map_err(|_| Refused)?;
    let signature = leaf.signature.as_bytes().ok_or(Refused)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(&signed, signature).map_err(|_| Refused)?;
    leaf.tbs_certificate.subject_public_key_info.to_der().map_err(|_| Refused)
}

fn is_valid_at(certificate: &Certificate, now: Timestamp) -> bool {
    let Ok(now) = u64::try_from(now.as_second()) else { return false };
    let validity = &certificate.tbs_certificate.validity;
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    (seconds(validity.not_before)..=seconds(validity.not_after)).contains(&now)
}
