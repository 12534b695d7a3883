//! The simulated directory servers of 3-D Secure, whose keys mobile apps ask for before they pay (session
//! services, section 8).
//!
//! An invented authority certifies an invented server of each scheme. Their keys are made at the first
//! question and exist as long as the process: nothing is encrypted to them for longer than a payment takes.

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use gateway::ports::{Directory, SdkKey};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData as _};

/// Schemes and their registered application providers.
const SCHEMES: [(&str, &str); 5] = [
    ("CB", "A000000042"),
    ("VISA", "A000000003"),
    ("MASTERCARD", "A000000004"),
    ("AMEX", "A000000025"),
    ("DINERS", "A000000152"),
];

#[derive(Default)]
pub struct SimulatedDirectory(OnceLock<Vec<SdkKey>>);

impl Directory for SimulatedDirectory {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        self.0.get_or_init(make).clone()
    }
}

/// Makes the keys. The list is empty if no key can be made. An app then pays without 3-D Secure, or not at
/// all.
fn make() -> Vec<SdkKey> {
    SCHEMES.iter().map(|(scheme, rid)| one(scheme, rid)).collect::<Result<_, _>>().unwrap_or_else(|error| {
        tracing::error!(%error, "no keys could be made for the simulated directory servers");
        Vec::new()
    })
}

fn one(scheme: &'static str, rid: &'static str) -> Result<SdkKey, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, format!("Simulated directory server {scheme}"));
    let authority = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let server = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let root = params.self_signed(&authority)?;
    Ok(SdkKey {
        scheme,
        rid,
        public_key: STANDARD.encode(server.subject_public_key_info()),
        root_public_key: STANDARD.encode(root.der()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_has_keys_of_its_own_that_stay() {
        let directory = SimulatedDirectory::default();
        let keys = directory.sdk_keys();
        assert_eq!(keys.len(), SCHEMES.len());
        assert_eq!(keys, directory.sdk_keys());
        for (index, key) in keys.iter().enumerate() {
            assert!(keys[..index].iter().all(|other| other.public_key != key.public_key));
            // An EC key on P-256 is 91 bytes as SubjectPublicKeyInfo.
            assert_eq!(STANDARD.decode(&key.public_key).unwrap().len(), 91);
            assert!(STANDARD.decode(&key.root_public_key).unwrap().starts_with(&[0x30, 0x82]));
        }
    }
}
