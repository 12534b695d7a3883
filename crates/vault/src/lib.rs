//! Keys and sealed cards: card data is sealed, unsealed and recognised in this crate only, which also gives
//! cards their aliases.
//!
//! Keys have two layers. A master key, given from outside, opens the data keys, which are stored sealed; data
//! keys seal and hash everything else. So a master key is replaced by sealing a few data keys again, and what
//! is computed from a card (its fingerprint, its token) does not change. No type with a key has `Debug`, and
//! all failures of cryptography are one answer.

mod alias;
mod audit;
mod counts;
mod data_key;
mod envelope;
mod gf256;
mod mac;
mod master_key;
mod seal;
mod sealed_column;
mod share;

pub use alias::Fingerprint;
pub use audit::{AuditHash, AuditKey, Audited};
#[cfg(feature = "counts")]
pub use counts::{Counts, taken as counted};
pub use data_key::{DataKeyPurpose, SandboxSeed, SealedDataKey, Vault, VaultError};
pub use envelope::{CardEnvelope, EnvelopeRefused, KeySize, OpeningKey, PublicHalf};
pub use master_key::{MasterKeyError, MasterKeyId, MasterKeys};
pub use seal::{Nonce, Place, Unopened, key_of};
pub use sealed_column::SealedColumn;
pub use share::{ShareError, Shares, join, split};

/// Compares two byte strings. The time that it takes depends on their lengths only.
pub fn is_same(left: &[u8], right: &[u8]) -> bool {
    counts::count(counts::Operation::Comparison);
    aws_lc_rs::constant_time::verify_slices_are_equal(left, right).is_ok()
}
