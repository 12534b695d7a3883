//! Keys on P-256: agreement on a secret (ECDH), points as a JWK has them, and keys that are made of the sandbox's seed.

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    digest::{SHA256, digest},
    encoding::{AsDer as _, PublicKeyX509Der},
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use document::{Object, Tree};
use gateway::ports::Entropy;
use rcgen::KeyPair;
use vault::SandboxSeed;
use zeroize::Zeroizing;

use super::Refused;

/// A private key that agrees on a secret.
pub(crate) struct AgreementKey(PrivateKey);

impl AgreementKey {
    /// Draws a key that is used once.
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        first(|_| {
            let mut bytes = Zeroizing::new([0; 32]);
            entropy.fill(&mut *bytes);
            bytes
        })
    }

    /// Makes the key of the label, the same one each time.
    pub(crate) fn derived(seed: &SandboxSeed, label: &str) -> Self {
        first(|number| seed.derive(&format!("{label} {number}")))
    }

    /// The public key as a SubjectPublicKeyInfo (RFC 5480).
    pub(crate) fn spki(&self) -> Vec<u8> {
        let public = self.0.compute_public_key().expect("a private key has a public one");
        let spki: PublicKeyX509Der<'_> = public.as_der().expect("a point of P-256 can be written");
        spki.as_ref().to_vec()
    }

    /// The public key as a JWK (RFC 7517).
    pub(crate) fn jwk(&self) -> Object {
        let public = self.0.compute_public_key().expect("a private key has a public one");
        // 4, x and y (SEC 1, section 2.3.3).
        let (x, y) = public.as_ref()[1..].split_at(32);
        let encode = |coordinate| URL_SAFE_NO_PAD.encode(coordinate);
        Object::new().with("kty", "EC").with("crv", "P-256").with("x", encode(x)).with("y", encode(y))
    }

    /// Returns the key of so many bits that both sides derive (RFC 7518, section 4.6.2).
    pub(crate) fn agree(
        &self,
        peer: &Object,
        algorithm: &str,
        party_v: &[u8],
        bits: u16,
    ) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let peer = UnparsedPublicKey::new(&ECDH_P256, point(peer).ok_or(Refused)?);
        agree(&self.0, peer, Refused, |secret| {
            let counted = |text: &[u8]| {
                let length = u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes();
                [&length[..], text].concat()
            };
            let input = Zeroizing::new(
                [
                    &1u32.to_be_bytes()[..],
                    secret,
                    &counted(algorithm.as_bytes()),
                    &counted(b""),
                    &counted(party_v),
                    &u32::from(bits).to_be_bytes(),
                ]
                .concat(),
            );
            let key = digest(&SHA256, &input);
            Ok(Zeroizing::new(key.as_ref()[..usize::from(bits / 8)].to_vec()))
        })
    }
}

/// Returns the first key that the bytes make. One in 2^32 texts of 32 bytes is no private key of P-256.
fn first(bytes: impl Fn(u32) -> Zeroizing<[u8; 32]>) -> AgreementKey {
    let mut keys = (0..u32::MAX).filter_map(|number| {
        PrivateKey::from_private_key(&ECDH_P256, &*bytes(number)).ok().map(AgreementKey)
    });
    keys.next().expect("almost every text of 32 bytes is a private key")
}

/// Makes the key of the label that signs certificates, the same one each time.
pub(crate) fn signing_key(seed: &SandboxSeed, label: &str) -> Option<KeyPair> {
    (0..u32::MAX).find_map(|number| {
        let bytes = seed.derive(&format!("{label} {number}"));
        let public = PrivateKey::from_private_key(&ECDH_P256, &*bytes).ok()?.compute_public_key().ok()?;
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, &*bytes, public.as_ref()).ok()?;
        KeyPair::try_from(pair.to_pkcs8v1().ok()?.as_ref()).ok()
    })
}

/// Returns the point of a JWK: 4, x and y.
fn point(jwk: &Object) -> Option<Vec<u8>> {
    let text = |name| jwk.get(name).and_then(Tree::as_text);
    let coordinate = |name| URL_SAFE_NO_PAD.decode(text(name)?).ok().filter(|bytes| bytes.len() == 32);
    let is_known = text("kty") == Some("EC") && text("crv") == Some("P-256");
    let (x, y) = (coordinate("x")?, coordinate("y")?);
    is_known.then(|| [&[4][..], &x, &y].concat())
}
