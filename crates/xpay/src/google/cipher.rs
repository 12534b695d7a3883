//! The encryption of a message: its two keys, and AES-256 in counter mode under an IV of zeros.

use aws_lc_rs::{
    cipher::{AES_256, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext, UnboundCipherKey},
    hkdf, hmac,
    iv::FixedLength,
};
use zeroize::Zeroizing;

use super::SENDER;
use crate::Refused;

/// The length of each of the two keys in bytes.
const KEY: usize = 32;

/// The keys of one message.
pub(super) struct MessageKeys {
    cipher: Zeroizing<[u8; KEY]>,
    mac: hmac::Key,
}

/// The length of both keys together, for HKDF.
struct BothKeys;

impl hkdf::KeyType for BothKeys {
    fn len(&self) -> usize {
        2 * KEY
    }
}

impl MessageKeys {
    /// Derives the keys from the sender's public point of 65 bytes and the secret that was agreed on.
    pub(super) fn derive(ephemeral_point: &[u8], secret: &[u8]) -> Result<Self, Refused> {
        let material = Zeroizing::new([ephemeral_point, secret].concat());
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, &[0; 32]);
        let mut both = Zeroizing::new([0; 2 * KEY]);
        let info = [SENDER.as_bytes()];
        let derived = salt.extract(&material);
        derived
            .expand(&info, BothKeys)
            .and_then(|okm| okm.fill(&mut *both))
            .map_err(|_| Refused::Unopened)?;
        let (cipher, mac) = both.split_at(KEY);
        let cipher = Zeroizing::new(cipher.try_into().expect("half of both keys"));
        Ok(Self { cipher, mac: hmac::Key::new(hmac::HMAC_SHA256, mac) })
    }

    pub(super) fn tag(&self, sealed: &[u8]) -> Vec<u8> {
        hmac::sign(&self.mac, sealed).as_ref().to_vec()
    }

    /// Compares the tag in constant time, and decrypts.
    pub(super) fn open(&self, mut sealed: Vec<u8>, tag: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        hmac::verify(&self.mac, &sealed, tag).map_err(|_| Refused::Unopened)?;
        let key = self.unbound().and_then(|key| DecryptingKey::ctr(key).map_err(|_| Refused::Unopened))?;
        key.decrypt(&mut sealed, DecryptionContext::Iv128(zeros())).map_err(|_| Refused::Unopened)?;
        Ok(Zeroizing::new(sealed))
    }

    pub(super) fn seal(&self, mut plaintext: Vec<u8>) -> Result<Vec<u8>, Refused> {
        let key = self.unbound().and_then(|key| EncryptingKey::ctr(key).map_err(|_| Refused::Unopened))?;
        let iv = EncryptionContext::Iv128(zeros());
        key.less_safe_encrypt(&mut plaintext, iv).map_err(|_| Refused::Unopened)?;
        Ok(plaintext)
    }

    fn unbound(&self) -> Result<UnboundCipherKey, Refused> {
        UnboundCipherKey::new(&AES_256, &*self.cipher).map_err(|_| Refused::Unopened)
    }
}

/// The IV is zero: the keys serve one message.
fn zeros() -> FixedLength<16> {
    FixedLength::from([0; 16])
}
