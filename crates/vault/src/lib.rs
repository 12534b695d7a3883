//! Keys and sealed cards: the one crate in which card data is sealed, opened, recognised and given an alias.
//!
//! Two layers. A master key, given from outside, opens data keys, which lie sealed in the store; data keys do
//! the work. So a master key is replaced by sealing a few data keys again, and what is derived from a card (its
//! fingerprint, its token) stays the same. Nothing here has `Debug`; every failure of cryptography is one answer.

mod alias;
mod data_key;
mod envelope;
mod master_key;
mod seal;

pub use alias::Fingerprint;
pub use data_key::{DataKeyPurpose, SealedDataKey, Vault, VaultError};
pub use envelope::{CardEnvelope, EnvelopeRefused, KeySize, OpeningKey, PublicHalf};
pub use master_key::{MasterKeyError, MasterKeys};
pub use seal::{Nonce, Place};

/// Compares two texts of bytes in a time that depends on their lengths alone.
pub fn is_same(left: &[u8], right: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(left, right).is_ok()
}
