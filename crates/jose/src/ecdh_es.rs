//! Key agreement on the curve P-256 with the Concat KDF (RFC 7518, section 4.6).

use aws_lc_rs::{
    agreement::{self, ECDH_P256, UnparsedPublicKey},
    digest::{Context, SHA256},
    encoding::{AsBigEndian, EcPrivateKeyBin},
};
use zeroize::Zeroizing;

use crate::{KeyError, Refused, base64url};

/// The size of a coordinate and of a private key in bytes.
const SIZE: usize = 32;

/// What comes before the point in the DER of a SubjectPublicKeyInfo: the names of the algorithm and of the curve.
const SPKI_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// A public key on P-256 as a JWK shows it: both coordinates. Whether the point is on the curve is checked by [`AgreementKey::agree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EcPublicKey {
    x: [u8; SIZE],
    y: [u8; SIZE],
}

impl EcPublicKey {
    pub fn from_base64url(x: &str, y: &str) -> Result<Self, KeyError> {
        let coordinate = |text: &str| base64url::decode_exact(text).map_err(|_| KeyError::Unusable);
        Ok(Self { x: coordinate(x)?, y: coordinate(y)? })
    }

    pub fn x_base64url(&self) -> String {
        base64url::encode(&self.x)
    }

    pub fn y_base64url(&self) -> String {
        base64url::encode(&self.y)
    }

    /// Returns the key as a SubjectPublicKeyInfo (RFC 5480).
    pub fn to_spki(&self) -> Vec<u8> {
        [&SPKI_HEAD[..], &self.point()].concat()
    }

    /// The uncompressed point (SEC 1, section 2.3.3).
    fn point(&self) -> Vec<u8> {
        [&[4], &self.x[..], &self.y[..]].concat()
    }
}

/// A private key on P-256.
pub struct AgreementKey {
    private: agreement::PrivateKey,
    public: EcPublicKey,
}

impl AgreementKey {
    pub fn generate() -> Result<Self, KeyError> {
        agreement::PrivateKey::generate(&ECDH_P256).map_err(|_| KeyError::Failed).and_then(Self::prepare)
    }

    /// Takes the 32 bytes of a private key. One in 2^32 texts of 32 bytes is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let private = agreement::PrivateKey::from_private_key(&ECDH_P256, bytes);
        private.map_err(|_| KeyError::Unusable).and_then(Self::prepare)
    }

    fn prepare(private: agreement::PrivateKey) -> Result<Self, KeyError> {
        let point = private.compute_public_key().map_err(|_| KeyError::Unusable)?;
        let coordinate =
            |from: usize| point.as_ref().get(from..from + SIZE).and_then(|part| part.try_into().ok());
        let (Some(x), Some(y)) = (coordinate(1), coordinate(1 + SIZE)) else {
            return Err(KeyError::Unusable);
        };
        Ok(Self { private, public: EcPublicKey { x, y } })
    }

    pub fn public(&self) -> EcPublicKey {
        self.public
    }

    /// Returns the 32 bytes of the private key. The caller encrypts them before they are stored.
    pub fn to_bytes(&self) -> Result<Zeroizing<[u8; SIZE]>, KeyError> {
        let bytes: EcPrivateKeyBin<'_> = self.private.as_be_bytes().map_err(|_| KeyError::Failed)?;
        bytes.as_ref().try_into().map(Zeroizing::new).map_err(|_| KeyError::Failed)
    }

    /// Agrees with the other side on a key. It fails for a point that is not on the curve.
    pub fn agree<const N: usize>(
        &self,
        peer: &EcPublicKey,
        info: &Info<'_>,
    ) -> Result<Zeroizing<[u8; N]>, Refused> {
        let peer = UnparsedPublicKey::new(&ECDH_P256, peer.point());
        agreement::agree(&self.private, peer, Refused, |secret| Ok(concat_kdf(secret, info)))
    }
}

/// What a key is for, which goes into it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Info<'a> {
    /// The name of the algorithm that uses the key (AlgorithmID).
    pub algorithm: &'a str,
    /// The sender (PartyUInfo, `apu`).
    pub sender: &'a [u8],
    /// The recipient (PartyVInfo, `apv`).
    pub recipient: &'a [u8],
}

/// Derives a key of at most 32 bytes from a shared secret (NIST SP 800-56A, section 5.8.1).
fn concat_kdf<const N: usize>(secret: &[u8], info: &Info<'_>) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 32, "one round of SHA-256 gives 32 bytes") }
    let size = |bytes: usize| u32::try_from(bytes).expect("a name is short").to_be_bytes();
    let mut hash = Context::new(&SHA256);
    hash.update(&1_u32.to_be_bytes());
    hash.update(secret);
    for part in [info.algorithm.as_bytes(), info.sender, info.recipient] {
        hash.update(&size(part.len()));
        hash.update(part);
    }
    hash.update(&size(N * 8));
    let mut key = Zeroizing::new([0; N]);
    key.copy_from_slice(&hash.finish().as_ref()[..N]);
    key
}
