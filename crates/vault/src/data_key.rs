//! The vault: data keys, unsealed with the master key at the start, and the operations with them.

use aws_lc_rs::{hkdf, hmac};
use primitives::Secret;
use zeroize::Zeroizing;

use crate::{
    MasterKeys, Nonce, Place,
    counts::{Operation, count},
    mac::mac,
    seal,
    seal::SealingKey,
};

/// The purpose of a data key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataKeyPurpose {
    /// The key seals values. It may have successors.
    Seal,
    /// Every keyed hash is derived from the key. It has no successor, because new hashes are compared with stored
    /// ones.
    Hash,
}

impl DataKeyPurpose {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seal => "SEAL",
            Self::Hash => "HASH",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Seal, Self::Hash].into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// A data key as it is stored.
#[derive(Clone)]
pub struct SealedDataKey {
    /// The number of the key, from 1. The highest number of a purpose is in use.
    pub id: u32,
    pub purpose: DataKeyPurpose,
    /// The key, sealed by a master key.
    pub sealed: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error(
        "the master key does not open the data keys of this store: it is another store's, or was replaced"
    )]
    MasterKeyWrong,
    #[error("the store lacks a data key: it was not set up completely")]
    Incomplete,
}

/// The unsealed data keys and the operations with them.
pub struct Vault {
    /// The sealing keys, the newest first.
    sealing: Vec<SealingKey>,
    pub(crate) fingerprint: hmac::Key,
    pub(crate) alias: hmac::Key,
    access: hmac::Key,
    request: hmac::Key,
    ticket: hmac::Key,
}

impl Vault {
    /// Makes the two data keys of a new store, each of 32 random bytes and a nonce.
    pub fn first_keys(master: &MasterKeys, random: [([u8; 32], Nonce); 2]) -> [SealedDataKey; 2] {
        let [seal, hash] = random;
        [(1, DataKeyPurpose::Seal, seal), (2, DataKeyPurpose::Hash, hash)].map(
            |(id, purpose, (key, nonce))| {
                let row = id.to_string();
                let sealed = master.sealing().seal(place(&row), nonce, &*Zeroizing::new(key));
                SealedDataKey { id, purpose, sealed }
            },
        )
    }

    /// Unseals the data keys. Fails where none of the master keys opens them, or one is missing.
    pub fn open(master: &MasterKeys, rows: &[SealedDataKey]) -> Result<Self, VaultError> {
        let mut opened = Vec::new();
        for row in rows {
            let key = seal::open(master.all(), place(&row.id.to_string()), &row.sealed);
            let key: [u8; 32] =
                key.and_then(|key| key.as_slice().try_into().ok()).ok_or(VaultError::MasterKeyWrong)?;
            opened.push((row.id, row.purpose, Zeroizing::new(key)));
        }
        opened.sort_by_key(|(id, ..)| std::cmp::Reverse(*id));
        let of = |wanted| opened.iter().filter(move |(_, purpose, _)| *purpose == wanted);
        let sealing: Vec<SealingKey> =
            of(DataKeyPurpose::Seal).map(|(id, _, key)| SealingKey::new(*id, key)).collect();
        let (_, _, root) = of(DataKeyPurpose::Hash).next().ok_or(VaultError::Incomplete)?;
        if sealing.is_empty() {
            return Err(VaultError::Incomplete);
        }
        Ok(Self {
            sealing,
            fingerprint: derive(root, b"card fingerprint"),
            alias: derive(root, b"card alias"),
            access: derive(root, b"access key"),
            request: derive(root, b"request digest"),
            ticket: derive(root, b"partner ticket"),
        })
    }

    /// Seals a value for its place. The nonce must never be used twice.
    pub fn seal(&self, place: Place<'_>, nonce: Nonce, plaintext: &[u8]) -> Vec<u8> {
        self.sealing[0].seal(place, nonce, plaintext)
    }

    /// Unseals a value. `None` for every kind of failure.
    pub fn unseal(&self, place: Place<'_>, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        count(Operation::Unseal);
        seal::open(&self.sealing, place, sealed)
    }

    /// Returns the keyed hash of an access key, which is stored in its place. An access key has 256 random
    /// bits and cannot be guessed, so a fast hash is enough.
    pub fn access_key_hash(&self, key: &Secret) -> Vec<u8> {
        count(Operation::Hash);
        mac(&self.access, &[key.expose().as_bytes()]).into()
    }

    /// Returns a keyed hash which proves that the gateway sent a buyer to a partner's page.
    pub fn partner_ticket(&self, reference: &str) -> Vec<u8> {
        mac(&self.ticket, &[reference.as_bytes()]).into()
    }

    /// Returns the digest by which a repeated request is compared with the first. It is keyed, because a
    /// request may hold a card.
    pub fn request_digest(&self, parts: &[&[u8]]) -> Vec<u8> {
        let length = |part: &&[u8]| u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes();
        let lengths: Vec<[u8; 8]> = parts.iter().map(length).collect();
        let with_lengths = lengths.iter().zip(parts).flat_map(|(length, part)| [&length[..], part]);
        mac(&self.request, &with_lengths.collect::<Vec<_>>()).into()
    }
}

fn place(row: &str) -> Place<'_> {
    Place { table: "data_keys", row, column: "sealed" }
}

fn derive(root: &[u8; 32], label: &'static [u8]) -> hmac::Key {
    let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"guichet").extract(root);
    let info = [label];
    let okm = root.expand(&info, hmac::HMAC_SHA256).expect("32 bytes are less than HKDF can give");
    hmac::Key::from(okm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotated_master_key_opens_what_the_old_one_sealed() {
        let line = |byte: u8| MasterKeys::generate(&[byte; 32]);
        let old = MasterKeys::parse(&line(1)).ok().unwrap();
        let rows = Vault::first_keys(&old, [([3; 32], [1; 12]), ([4; 32], [2; 12])]);
        let both = MasterKeys::parse(&format!("{}\n{}", *line(2), *line(1))).ok().unwrap();
        let (before, after) =
            (Vault::open(&old, &rows).ok().unwrap(), Vault::open(&both, &rows).ok().unwrap());
        let key = Secret::new("k".repeat(43));
        assert_eq!(after.access_key_hash(&key), before.access_key_hash(&key));
        assert_ne!(after.access_key_hash(&Secret::new("x".repeat(43))), before.access_key_hash(&key));

        let new = MasterKeys::parse(&line(2)).ok().unwrap();
        assert_eq!(Vault::open(&new, &rows).err(), Some(VaultError::MasterKeyWrong));
        assert_eq!(Vault::open(&old, &rows[..1]).err(), Some(VaultError::Incomplete));
    }

    #[test]
    fn request_digests_tell_parts_apart() {
        let master = MasterKeys::parse(&MasterKeys::generate(&[1; 32])).ok().unwrap();
        let vault =
            Vault::open(&master, &Vault::first_keys(&master, [([3; 32], [1; 12]), ([4; 32], [2; 12])]))
                .ok()
                .unwrap();
        assert_ne!(vault.request_digest(&[b"ab", b"c"]), vault.request_digest(&[b"a", b"bc"]));
    }
}
