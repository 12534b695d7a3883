//! Keyed hashes of the audit log. Whoever can write to the store and has no key can compute none of them.

use std::sync::Arc;

use aws_lc_rs::hmac;

use crate::mac::{LENGTH, mac};

/// A keyed hash of a part of the audit log.
pub type AuditHash = [u8; LENGTH];

/// The key of the audit log. It is derived from the data key for hashes, which has no successor.
#[derive(Clone)]
pub struct AuditKey(pub(crate) Arc<hmac::Key>);

/// What is hashed. Hashes of different things are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audited {
    /// A line.
    Line,
    /// The hashes of the lines of a block.
    Lines,
    Block,
    /// The row that names the newest block.
    Head,
    /// The value of a setting.
    Setting,
}

impl AuditKey {
    /// Returns the keyed hash of the parts, each of which counts with its length.
    pub fn hash(&self, what: Audited, parts: &[&[u8]]) -> AuditHash {
        let kind: u8 = match what {
            Audited::Line => 1,
            Audited::Lines => 2,
            Audited::Block => 3,
            Audited::Head => 4,
            Audited::Setting => 5,
        };
        let bytes: usize = parts.iter().map(|part| part.len() + 8).sum();
        let mut message = Vec::with_capacity(bytes + 1);
        message.push(kind);
        for part in parts {
            message.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            message.extend_from_slice(part);
        }
        mac(&self.0, &[&message])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MasterKeys, Vault};

    #[test]
    fn a_hash_depends_on_key_kind_and_parts() {
        let key = |byte| {
            let master = MasterKeys::parse(&MasterKeys::generate(&[1; 32])).ok().unwrap();
            let rows = Vault::first_keys(&master, [([3; 32], [1; 12]), ([byte; 32], [2; 12])]);
            Vault::open(&master, &rows).ok().unwrap().audit_key()
        };
        let hash = key(4).hash(Audited::Line, &[b"ab", b"c"]);
        assert_eq!(hash, key(4).hash(Audited::Line, &[b"ab", b"c"]));
        for other in [
            key(5).hash(Audited::Line, &[b"ab", b"c"]),
            key(4).hash(Audited::Block, &[b"ab", b"c"]),
            key(4).hash(Audited::Line, &[b"a", b"bc"]),
            key(4).hash(Audited::Line, &[b"ab", b"c", b""]),
        ] {
            assert_ne!(hash, other);
        }
    }
}
