//! Key pairs on the curve P-256: those that agree on a secret, and those that sign.

use aws_lc_rs::{
    agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey},
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use x509_cert::{der::Decode as _, spki::SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

use crate::Refused;

/// Makes the 32 bytes of a private key from a label, the same ones each time.
pub trait Derive {
    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]>;
}

/// Returns the first key that the derived bytes make. One in 2^32 texts of 32 bytes is no private key of P-256, and the next is
/// taken then.
fn derived<K>(seed: &dyn Derive, label: &str, make: impl Fn(&[u8]) -> Option<K>) -> K {
    let numbered = (0..u32::MAX).map(|number| seed.derive(&format!("{label} {number}")));
    numbered
        .into_iter()
        .find_map(|bytes| make(&*bytes))
        .expect("almost every text of 32 bytes is a private key")
}

/// A private key that agrees on a secret with the other side's public key (ECDH).
pub struct AgreementKey {
    private: PrivateKey,
    /// The public point: 4, x and y, in 65 bytes (SEC 1, section 2.3.3).
    point: Vec<u8>,
    /// The public key as a SubjectPublicKeyInfo (RFC 5480).
    spki: Vec<u8>,
}

impl AgreementKey {
    /// Makes a key pair that is used once.
    pub fn generate() -> Result<Self, Refused> {
        PrivateKey::generate(&ECDH_P256).ok().and_then(Self::of).ok_or(Refused::Unopened)
    }

    pub fn derived(seed: &dyn Derive, label: &str) -> Self {
        derived(seed, label, |bytes| Self::of(PrivateKey::from_private_key(&ECDH_P256, bytes).ok()?))
    }

    fn of(private: PrivateKey) -> Option<Self> {
        let public = private.compute_public_key().ok()?;
        let spki: PublicKeyX509Der<'_> = public.as_der().ok()?;
        let (point, spki) = (public.as_ref().to_vec(), spki.as_ref().to_vec());
        Some(Self { private, point, spki })
    }

    pub fn point(&self) -> &[u8] {
        &self.point
    }

    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Returns the x coordinate that both sides compute. It fails for a point that is not on the curve.
    pub(crate) fn agree(&self, peer: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let peer = UnparsedPublicKey::new(&ECDH_P256, peer);
        agreement::agree(&self.private, peer, Refused::Unopened, |secret| Ok(Zeroizing::new(secret.to_vec())))
    }
}

/// Returns the point of a public key.
pub(crate) fn point_of(spki: &[u8]) -> Result<Vec<u8>, Refused> {
    let spki = SubjectPublicKeyInfoRef::from_der(spki).map_err(|_| Refused::Unopened)?;
    spki.subject_public_key.as_bytes().map(<[u8]>::to_vec).ok_or(Refused::Unopened)
}

/// A private key that signs (ECDSA with SHA-256).
pub struct SigningKey {
    pair: EcdsaKeyPair,
    spki: Vec<u8>,
}

impl SigningKey {
    pub fn derived(seed: &dyn Derive, label: &str) -> Self {
        derived(seed, label, |bytes| {
            let point = PrivateKey::from_private_key(&ECDH_P256, bytes).ok()?.compute_public_key().ok()?;
            let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
            let pair =
                EcdsaKeyPair::from_private_key_and_public_key(algorithm, bytes, point.as_ref()).ok()?;
            let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().ok()?;
            let spki = spki.as_ref().to_vec();
            Some(Self { pair, spki })
        })
    }

    /// The public key as a SubjectPublicKeyInfo (RFC 5480).
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Returns the signature in DER.
    #[expect(
        clippy::disallowed_methods,
        reason = "AWS-LC draws the number of a signature itself, and this value is ignored"
    )]
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Refused> {
        let signature = self.pair.sign(&SystemRandom::new(), message).map_err(|_| Refused::Unopened)?;
        Ok(signature.as_ref().to_vec())
    }

    /// Returns the private key in PKCS #8, for a certificate's maker.
    pub(crate) fn pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let document = self.pair.to_pkcs8v1().map_err(|_| Refused::Unopened)?;
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }
}
