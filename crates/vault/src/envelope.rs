//! Envelopes: cards that arrive as a JWE under a merchant's public key (crate `jose`).

use document::{Path, Problems, read_json};
use jose::{Compact, PrivateKey};
use primitives::CardEntry;
use zeroize::Zeroizing;

pub use jose::KeySize;

/// The envelope cannot be opened, or its content is not a card. All failures are told as this one, because a
/// finer answer would help an attacker who tries envelopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encrypted card cannot be opened")]
pub struct EnvelopeRefused;

/// A JWE whose form has been checked. No key has been used yet.
pub struct CardEnvelope<'a>(Compact<'a>);

impl<'a> CardEnvelope<'a> {
    pub fn parse(text: &'a str) -> Result<Self, EnvelopeRefused> {
        Compact::parse(text).map(Self).map_err(|_| EnvelopeRefused)
    }

    /// Returns the `kid` of the header: the key under which the card was encrypted (RFC 7516, section 4.1.6).
    pub fn key_name(&self) -> Option<&str> {
        self.0.kid()
    }

    /// Decrypts the card.
    pub fn open(&self, key: &OpeningKey) -> Result<CardEntry, EnvelopeRefused> {
        let plaintext = self.0.open(&key.0).map_err(|_| EnvelopeRefused)?;
        let tree = read_json(&plaintext).map_err(|_| EnvelopeRefused)?;
        let mut problems = Problems::new();
        let object = tree.as_object().ok_or(EnvelopeRefused)?;
        CardEntry::read(object, &Path::ROOT, &mut problems).ok_or(EnvelopeRefused)
    }
}

/// The private key of a merchant's key pair, ready to open envelopes.
pub struct OpeningKey(PrivateKey);

/// The public key of a pair: modulus and exponent in base64url (RFC 7518, section 6.3.1).
pub struct PublicHalf {
    pub modulus: String,
    pub exponent: String,
}

impl OpeningKey {
    /// Makes a key pair. It takes some tenths of a second of one core, so do not call it on a thread that serves
    /// requests.
    pub fn generate(size: KeySize) -> Result<Self, EnvelopeRefused> {
        PrivateKey::generate(size).map(Self).map_err(|_| EnvelopeRefused)
    }

    pub fn from_pkcs8(der: &[u8]) -> Result<Self, EnvelopeRefused> {
        PrivateKey::from_pkcs8(der).map(Self).map_err(|_| EnvelopeRefused)
    }

    /// Returns the private key in PKCS #8 (RFC 5958), in the clear. The caller must seal it at once.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, EnvelopeRefused> {
        self.0.to_pkcs8().map_err(|_| EnvelopeRefused)
    }

    pub fn public_half(&self) -> PublicHalf {
        let public = self.0.public();
        PublicHalf { modulus: public.n_base64url(), exponent: public.e_base64url() }
    }
}
