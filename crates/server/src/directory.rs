//! The sandbox's directory servers of 3-D Secure. Nobody reads what apps encrypt for them: the keys are there because the
//! mobile SDKs do not pay without (session services, section 8).

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use gateway::ports::{Directory, SdkKey};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData as _};

/// Scheme, and its registered application provider (EMVCo's list; ISO/IEC 7816-5).
const SCHEMES: [(&str, &str); 4] =
    [("CB", "A000000042"), ("VISA", "A000000003"), ("MASTERCARD", "A000000004"), ("AMEX", "A000000025")];

/// With keys of this process, made when they are first asked for: an app asks before each payment.
#[derive(Default)]
pub(crate) struct SandboxDirectory(OnceLock<Vec<SdkKey>>);

impl Directory for SandboxDirectory {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        let make = || SCHEMES.iter().filter_map(|(scheme, rid)| key(scheme, rid)).collect();
        self.0.get_or_init(make).clone()
    }
}

fn key(scheme: &'static str, rid: &'static str) -> Option<SdkKey> {
    let made = || -> Result<SdkKey, rcgen::Error> {
        let own = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let root = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, format!("guichet sandbox {scheme}"));
        Ok(SdkKey {
            scheme,
            rid,
            public_key: STANDARD.encode(own.subject_public_key_info()),
            root_public_key: STANDARD.encode(params.self_signed(&root)?.der()),
        })
    };
    made().inspect_err(|error| tracing::error!(%error, scheme, "no key could be made for mobile apps")).ok()
}

/// Production is connected to no directory server.
pub(crate) struct NoDirectory;

impl Directory for NoDirectory {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_has_a_key_that_stays() {
        let directory = SandboxDirectory::default();
        let keys = directory.sdk_keys();
        assert_eq!(
            keys.iter().map(|key| key.scheme).collect::<Vec<_>>(),
            ["CB", "VISA", "MASTERCARD", "AMEX"]
        );
        for key in &keys {
            // SubjectPublicKeyInfo of P-256 is 91 octets (RFC 5480).
            assert_eq!(STANDARD.decode(&key.public_key).unwrap().len(), 91, "{}", key.scheme);
            assert!(STANDARD.decode(&key.root_public_key).unwrap().len() > 200, "{}", key.scheme);
        }
        assert_eq!(directory.sdk_keys(), keys);
    }
}
