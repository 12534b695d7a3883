//! Seals values at rest with AES-256-GCM. A sealed value is bound to its place in the store.
//!
//! The format is `version (1) | key id (4) | nonce (12) | ciphertext and tag`, with lengths in bytes. The
//! place is authenticated, so a sealed value that is copied to another row, column or table cannot be
//! unsealed.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, UnboundKey};
use zeroize::Zeroizing;

use crate::SealedColumn;

const VERSION: u8 = 1;
/// The length of the head in bytes: version, key id and nonce.
const HEAD: usize = 1 + 4 + 12;

/// A nonce of AES-GCM: 96 random bits, used once (NIST SP 800-38D, section 8.2).
pub type Nonce = [u8; 12];

/// The place of a sealed value in the store. It is authenticated with the value.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    table: &'static str,
    row: &'a str,
    column: &'static str,
}

impl<'a> Place<'a> {
    /// Returns the place of a row's value in one of the columns that data keys seal.
    pub const fn new(column: SealedColumn, row: &'a str) -> Self {
        Self { table: column.table(), row, column: column.column() }
    }

    /// Returns the table and the column, with a dot between.
    pub fn column_name(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }

    pub const fn row(&self) -> &'a str {
        self.row
    }

    /// Returns the place of a data key, which a master key seals.
    pub(crate) const fn of_data_key(row: &'a str) -> Self {
        Self { table: "data_keys", row, column: "sealed" }
    }

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

/// The reason for which a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    #[error("it is not a sealed value")]
    Malformed,
    #[error("it is sealed under key {0}, which is not known")]
    UnknownKey(u32),
    /// The value was changed, or sealed for another place.
    #[error("it does not open under key {0}: it was changed, or was sealed for another row or column")]
    Broken(u32),
}

/// Returns the id of the key that a sealed value names.
pub fn key_of(sealed: &[u8]) -> Option<u32> {
    if sealed.len() < HEAD || sealed[0] != VERSION {
        return None;
    }
    Some(u32::from_be_bytes(sealed[1..5].try_into().ok()?))
}

/// A key and its id, ready for use.
pub(crate) struct SealingKey {
    id: u32,
    key: LessSafeKey,
}

impl SealingKey {
    pub(crate) const fn id(&self) -> u32 {
        self.id
    }

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

/// Unseals a value with the key whose id it names.
pub(crate) fn open<'a>(
    keys: impl IntoIterator<Item = &'a SealingKey>,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let id = key_of(sealed).ok_or(Unopened::Malformed)?;
    let nonce: Nonce = sealed[5..HEAD].try_into().map_err(|_| Unopened::Malformed)?;
    let key = keys.into_iter().find(|key| key.id == id).ok_or(Unopened::UnknownKey(id))?;
    let mut body = Zeroizing::new(sealed[HEAD..].to_vec());
    let nonce = aws_lc_rs::aead::Nonce::assume_unique_for_key(nonce);
    let opened = key.key.open_in_place(nonce, Aad::from(place.bytes()), &mut body);
    let size = opened.map_err(|_| Unopened::Broken(id))?.len();
    body.truncate(size);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let home = Place::new(SealedColumn::CardNumber, "1");
        let keys = [SealingKey::new(7, &[1; 32]), SealingKey::new(8, &[2; 32])];
        let sealed = keys[1].seal(home, [9; 12], b"4970105151515140");
        assert_eq!(**open(&keys, home, &sealed).unwrap(), *b"4970105151515140");
        assert_eq!(key_of(&sealed), Some(8));
        for place in [
            Place { table: "encryption_keys", ..home },
            Place { row: "2", ..home },
            Place { column: "token", ..home },
        ] {
            assert_eq!(open(&keys, place, &sealed).err(), Some(Unopened::Broken(8)));
        }
        assert_eq!(open(&keys[..1], home, &sealed).err(), Some(Unopened::UnknownKey(8)), "the key is gone");
        for index in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[index] ^= 1;
            assert!(open(&keys, home, &bent).is_err(), "byte {index}");
            assert!(open(&keys, home, &sealed[..index]).is_err(), "cut at {index}");
        }
    }
}
