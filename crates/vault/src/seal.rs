//! Seals values at rest with AES-256-GCM. A sealed value is bound to its place in the store.
//!
//! The format is `version (1) | key id (4) | nonce (12) | ciphertext and tag`, with lengths in bytes. The
//! place is authenticated, so a sealed value that is copied to another row, column or table cannot be
//! unsealed.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, UnboundKey};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
/// The length of the head in bytes: version, key id and nonce.
const HEAD: usize = 1 + 4 + 12;

/// A nonce of AES-GCM: 96 random bits, used once (NIST SP 800-38D, section 8.2).
pub type Nonce = [u8; 12];

/// The place of a sealed value in the store. It is authenticated with the value.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub table: &'static str,
    pub row: &'a str,
    pub column: &'static str,
}

impl Place<'_> {
    /// Writes each text after its length, so that no two places have the same bytes.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.table, self.row, self.column] {
            bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

/// A key and its id, ready for use.
pub(crate) struct SealingKey {
    id: u32,
    key: LessSafeKey,
}

impl SealingKey {
    pub(crate) fn new(id: u32, key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key).expect("32 bytes are a key of AES-256");
        Self { id, key: LessSafeKey::new(key) }
    }

    pub(crate) fn seal(&self, place: Place<'_>, nonce: Nonce, plaintext: &[u8]) -> Vec<u8> {
        let mut body = Zeroizing::new(plaintext.to_vec());
        let tag = self
            .key
            .seal_in_place_separate_tag(
                aws_lc_rs::aead::Nonce::assume_unique_for_key(nonce),
                Aad::from(place.bytes()),
                &mut body,
            )
            .expect("a plaintext of some kilobytes can be sealed");
        let mut sealed = Vec::with_capacity(HEAD + body.len() + 16);
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.id.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }
}

/// Unseals a value with the key whose id it names. `None` for every kind of failure.
pub(crate) fn open(keys: &[SealingKey], place: Place<'_>, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if sealed.len() < HEAD || sealed[0] != VERSION {
        return None;
    }
    let id = u32::from_be_bytes(sealed[1..5].try_into().ok()?);
    let nonce: Nonce = sealed[5..HEAD].try_into().ok()?;
    let key = keys.iter().find(|key| key.id == id)?;
    let mut body = Zeroizing::new(sealed[HEAD..].to_vec());
    let nonce = aws_lc_rs::aead::Nonce::assume_unique_for_key(nonce);
    let size = key.key.open_in_place(nonce, Aad::from(place.bytes()), &mut body).ok()?.len();
    body.truncate(size);
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Place<'_> = Place { table: "cards", row: "1", column: "pan" };

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let keys = [SealingKey::new(7, &[1; 32]), SealingKey::new(8, &[2; 32])];
        let sealed = keys[1].seal(HOME, [9; 12], b"4970105151515140");
        assert_eq!(**open(&keys, HOME, &sealed).unwrap(), *b"4970105151515140");
        for place in
            [Place { table: "keys", ..HOME }, Place { row: "2", ..HOME }, Place { column: "token", ..HOME }]
        {
            assert!(open(&keys, place, &sealed).is_none());
        }
        assert!(open(&keys[..1], HOME, &sealed).is_none(), "the key is gone");
        for index in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[index] ^= 1;
            assert!(open(&keys, HOME, &bent).is_none(), "byte {index}");
            assert!(open(&keys, HOME, &sealed[..index]).is_none(), "cut at {index}");
        }
    }
}
