//! The encryption of a card: the key that is derived for it, and AES-256-GCM under an IV of 16 zero bytes.

use aes_gcm::{AeadInOut as _, AesGcm, KeyInit as _, Nonce, aead::consts::U16, aes::Aes256};
use aws_lc_rs::digest::{Context, SHA256};
use zeroize::Zeroizing;

use crate::Refused;

/// AlgorithmID of the key derivation: the length of the name, and the name.
const ALGORITHM: &[u8] = b"\x0did-aes256-GCM";
/// PartyUInfo of the key derivation.
const PARTY_U: &[u8] = b"Apple";

/// The key of one card.
pub(super) struct CardKey(Zeroizing<[u8; 32]>);

impl CardKey {
    /// Derives the key from the secret that was agreed on (NIST SP 800-56A, section 5.8.1). PartyVInfo is the hash of the
    /// merchant identifier.
    pub(super) fn derive(secret: &[u8], merchant_identifier: &str) -> Self {
        let party_v = aws_lc_rs::digest::digest(&SHA256, merchant_identifier.as_bytes());
        let mut hash = Context::new(&SHA256);
        for part in [&1_u32.to_be_bytes()[..], secret, ALGORITHM, PARTY_U, party_v.as_ref()] {
            hash.update(part);
        }
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(hash.finish().as_ref());
        Self(key)
    }

    pub(super) fn open(&self, sealed: Vec<u8>) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let mut text = Zeroizing::new(sealed);
        self.cipher().decrypt_in_place(&iv(), b"", &mut *text).map_err(|_| Refused::Unopened)?;
        Ok(text)
    }

    pub(super) fn seal(&self, mut plaintext: Vec<u8>) -> Result<Vec<u8>, Refused> {
        self.cipher().encrypt_in_place(&iv(), b"", &mut plaintext).map_err(|_| Refused::Unopened)?;
        Ok(plaintext)
    }

    fn cipher(&self) -> AesGcm<Aes256, U16> {
        AesGcm::new((&*self.0).into())
    }
}

/// The IV is zero: the key serves one card.
fn iv() -> Nonce<U16> {
    Nonce::default()
}
