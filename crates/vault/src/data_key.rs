//! The vault: data keys, unsealed with the master key at the start, and the operations with them.

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::{hkdf, hmac};
use primitives::Secret;
use zeroize::Zeroizing;

use crate::{
    AuditKey, MasterKeyId, MasterKeys, Nonce, Place, Unopened,
    counts::{Operation, count},
    key_of,
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

impl SealedDataKey {
    /// Returns the id of the master key that seals the key. `None` where the bytes are not those of a sealed value.
    pub fn master_key(&self) -> Option<MasterKeyId> {
        key_of(&self.sealed).map(MasterKeyId)
    }

    /// Makes a data key, sealed by the given master key. `None` where the master keys lack it.
    pub fn make(
        master: &MasterKeys,
        sealed_by: MasterKeyId,
        id: u32,
        purpose: DataKeyPurpose,
        (key, nonce): ([u8; 32], Nonce),
    ) -> Option<Self> {
        let key = Zeroizing::new(key);
        let sealed = master.of(sealed_by)?.seal(Place::of_data_key(&id.to_string()), nonce, &*key);
        Some(Self { id, purpose, sealed })
    }

    /// Seals the key anew by the first of the master keys. `None` where that one seals it already.
    pub fn rewrapped(&self, master: &MasterKeys, nonce: Nonce) -> Result<Option<Self>, VaultError> {
        if self.master_key() == Some(master.first()) {
            return Ok(None);
        }
        let key = self.open(master)?;
        Ok(Self::make(master, master.first(), self.id, self.purpose, (*key, nonce)))
    }

    fn open(&self, master: &MasterKeys) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let data_key = self.id;
        let broken = VaultError::DataKeyBroken { data_key };
        match seal::open(master.all(), Place::of_data_key(&self.id.to_string()), &self.sealed) {
            Ok(key) => Ok(Zeroizing::new(key.as_slice().try_into().map_err(|_| broken)?)),
            Err(Unopened::UnknownKey(needed)) => Err(VaultError::MasterKeyWrong {
                data_key,
                needed: MasterKeyId(needed),
                given: master.first(),
            }),
            Err(Unopened::Malformed | Unopened::Broken(_)) => Err(broken),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error(
        "the master key does not open the data keys of this store: it is another store's, or was replaced; data key \
         {data_key} is sealed by master key {needed}, and the first that is given is {given}"
    )]
    MasterKeyWrong { data_key: u32, needed: MasterKeyId, given: MasterKeyId },
    #[error(
        "data key {data_key} does not open under the master key that its row names: the row was changed, or is that of \
         another key; restore the table data_keys from a backup"
    )]
    DataKeyBroken { data_key: u32 },
    #[error("the store lacks a data key: it was not set up completely")]
    Incomplete,
}

impl VaultError {
    /// Returns the id of the data key that does not open.
    pub const fn data_key(self) -> Option<u32> {
        match self {
            Self::MasterKeyWrong { data_key, .. } | Self::DataKeyBroken { data_key } => Some(data_key),
            Self::Incomplete => None,
        }
    }
}

/// The unsealed data keys and the operations with them.
pub struct Vault {
    /// The sealing keys, the newest first. They are replaced while the gateway serves, when keys are rotated.
    sealing: RwLock<Arc<[Arc<SealingKey>]>>,
    pub(crate) fingerprint: hmac::Key,
    pub(crate) alias: hmac::Key,
    access: hmac::Key,
    request: hmac::Key,
    ticket: hmac::Key,
    audit: AuditKey,
    sandbox: SandboxSeed,
}

impl Vault {
    /// Makes the two data keys of a new store, each of 32 random bytes and a nonce.
    pub fn first_keys(master: &MasterKeys, random: [([u8; 32], Nonce); 2]) -> [SealedDataKey; 2] {
        let [seal, hash] = random;
        [(1, DataKeyPurpose::Seal, seal), (2, DataKeyPurpose::Hash, hash)].map(|(id, purpose, random)| {
            let made = SealedDataKey::make(master, master.first(), id, purpose, random);
            made.expect("the first master key is one of them")
        })
    }

    /// Unseals the data keys. Fails where none of the master keys opens them, or one is missing.
    pub fn open(master: &MasterKeys, rows: &[SealedDataKey]) -> Result<Self, VaultError> {
        let of = |wanted| rows.iter().filter(move |row| row.purpose == wanted);
        let root = of(DataKeyPurpose::Hash).max_by_key(|row| row.id).ok_or(VaultError::Incomplete)?;
        let root = root.open(master)?;
        Ok(Self {
            sealing: RwLock::new(sealing_keys(master, rows, &[])?),
            fingerprint: derive(&root, b"card fingerprint"),
            alias: derive(&root, b"card alias"),
            access: derive(&root, b"access key"),
            request: derive(&root, b"request digest"),
            ticket: derive(&root, b"partner ticket"),
            audit: AuditKey(Arc::new(derive(&root, b"audit log"))),
            sandbox: SandboxSeed(Arc::new(derive(&root, b"sandbox keys"))),
        })
    }

    /// Takes over the sealing keys of these rows: new ones are unsealed, and those without a row are dropped. Where that fails,
    /// nothing changes. Returns whether other keys than before are there.
    pub fn renew(&self, master: &MasterKeys, rows: &[SealedDataKey]) -> Result<bool, VaultError> {
        let before = self.keys();
        let after = sealing_keys(master, rows, &before)?;
        let is_same = before.iter().map(|key| key.id()).eq(after.iter().map(|key| key.id()));
        if !is_same {
            *self.sealing.write().unwrap_or_else(PoisonError::into_inner) = after;
        }
        Ok(!is_same)
    }

    /// Returns the id of the oldest of these sealing keys that the vault has not.
    pub fn lacks(&self, rows: &[SealedDataKey]) -> Option<u32> {
        let keys = self.keys();
        let is_lacking = |id: &u32| keys.iter().all(|key| key.id() != *id);
        sealing_ids(rows).filter(is_lacking).min()
    }

    /// Drops the sealing keys without a row, which needs no master key. Returns whether there were any.
    pub fn keep(&self, rows: &[SealedDataKey]) -> bool {
        let before = self.keys();
        let has_row = |key: &&Arc<SealingKey>| sealing_ids(rows).any(|id| id == key.id());
        let after: Arc<[Arc<SealingKey>]> = before.iter().filter(has_row).cloned().collect();
        let drops = !after.is_empty() && after.len() < before.len();
        if drops {
            *self.sealing.write().unwrap_or_else(PoisonError::into_inner) = after;
        }
        drops
    }

    /// Whether the vault has the sealing key of this id.
    pub fn has(&self, id: u32) -> bool {
        self.keys().iter().any(|key| key.id() == id)
    }

    /// Returns the id of the key that seals.
    pub fn sealing_key(&self) -> u32 {
        self.keys()[0].id()
    }

    /// Seals a value for its place. The nonce must never be used twice.
    pub fn seal(&self, place: Place<'_>, nonce: Nonce, plaintext: &[u8]) -> Vec<u8> {
        self.keys()[0].seal(place, nonce, plaintext)
    }

    /// Unseals a value.
    pub fn unseal(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        count(Operation::Unseal);
        seal::open(self.keys().iter().map(Arc::as_ref), place, sealed)
    }

    fn keys(&self) -> Arc<[Arc<SealingKey>]> {
        Arc::clone(&self.sealing.read().unwrap_or_else(PoisonError::into_inner))
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

    /// Returns the key of the audit log.
    pub fn audit_key(&self) -> AuditKey {
        self.audit.clone()
    }

    /// Returns what the sandbox makes its own keys of.
    pub fn sandbox_seed(&self) -> SandboxSeed {
        self.sandbox.clone()
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

/// What the sandbox makes keys of that somebody else has in production, such as those of a wallet on a device. Every instance of a
/// store makes the same ones, and nothing is stored.
#[derive(Clone)]
pub struct SandboxSeed(Arc<hmac::Key>);

impl SandboxSeed {
    /// Returns 32 bytes for the label, the same ones each time.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(mac(&self.0, &[label.as_bytes()]))
    }
}

fn sealing_ids(rows: &[SealedDataKey]) -> impl Iterator<Item = u32> {
    rows.iter().filter(|row| row.purpose == DataKeyPurpose::Seal).map(|row| row.id)
}

/// Returns the sealing keys of the rows, the newest first. Those that are `known` are not unsealed again.
fn sealing_keys(
    master: &MasterKeys,
    rows: &[SealedDataKey],
    known: &[Arc<SealingKey>],
) -> Result<Arc<[Arc<SealingKey>]>, VaultError> {
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| row.purpose == DataKeyPurpose::Seal) {
        let key = match known.iter().find(|key| key.id() == row.id) {
            Some(key) => Arc::clone(key),
            None => Arc::new(SealingKey::new(row.id, &*row.open(master)?)),
        };
        keys.push(key);
    }
    keys.sort_by_key(|key| std::cmp::Reverse(key.id()));
    if keys.is_empty() { Err(VaultError::Incomplete) } else { Ok(keys.into()) }
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
        let wrong = VaultError::MasterKeyWrong { data_key: 2, needed: old.first(), given: new.first() };
        assert_eq!(Vault::open(&new, &rows).err(), Some(wrong));
        assert_eq!(Vault::open(&old, &rows[..1]).err(), Some(VaultError::Incomplete));
        assert_eq!(Vault::open(&old, &rows[1..]).err(), Some(VaultError::Incomplete));

        let rewrapped = rows.each_ref().map(|row| row.rewrapped(&both, [7; 12]).unwrap().unwrap());
        assert!(rewrapped.iter().all(|row| row.rewrapped(&both, [8; 12]).unwrap().is_none()));
        let alone = Vault::open(&new, &rewrapped).ok().unwrap();
        assert_eq!(alone.access_key_hash(&key), before.access_key_hash(&key));
        let mut swapped = rewrapped;
        let (one, other) = swapped.split_at_mut(1);
        std::mem::swap(&mut one[0].sealed, &mut other[0].sealed);
        assert_eq!(Vault::open(&new, &swapped).err(), Some(VaultError::DataKeyBroken { data_key: 2 }));
    }

    #[test]
    fn a_vault_that_serves_takes_over_a_new_key_and_drops_a_retired_one() {
        let master = MasterKeys::parse(&MasterKeys::generate(&[1; 32])).ok().unwrap();
        let rows = Vault::first_keys(&master, [([3; 32], [1; 12]), ([4; 32], [2; 12])]);
        let vault = Vault::open(&master, &rows).ok().unwrap();
        let place = Place::new(crate::SealedColumn::CardNumber, "1");
        let old = vault.seal(place, [5; 12], b"old");
        let random = ([6; 32], [3; 12]);
        let third = SealedDataKey::make(&master, master.first(), 3, DataKeyPurpose::Seal, random).unwrap();
        let [seal, hash] = rows;
        let three = [seal, hash.clone(), third.clone()];
        assert_eq!((vault.lacks(&three), vault.has(3)), (Some(3), false));
        assert_eq!(vault.renew(&master, &three), Ok(true));
        assert_eq!((vault.renew(&master, &three), vault.lacks(&three)), (Ok(false), None));
        assert!(vault.has(3) && !vault.keep(&three));
        assert_eq!(vault.sealing_key(), 3);
        assert_eq!(**vault.unseal(place, &old).unwrap(), *b"old");
        let new = vault.seal(place, [6; 12], b"new");
        assert_eq!(key_of(&new), Some(3));
        assert!(vault.keep(&[hash, third]) && !vault.has(1));
        assert!(!vault.keep(&[]), "never is no key left");
        assert_eq!(vault.unseal(place, &old).err(), Some(Unopened::UnknownKey(1)));
        assert_eq!(**vault.unseal(place, &new).unwrap(), *b"new");
        assert_eq!(vault.renew(&master, &[]), Err(VaultError::Incomplete));
        assert_eq!(vault.sealing_key(), 3);
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
