//! The stamp of a line: who wrote it, its number among the lines of that writer, and the beginning of its hash.

use std::sync::atomic::{AtomicU64, Ordering};

use vault::{AuditHash, AuditKey};

use super::hashes;
use crate::ports::{LineColumns, Stamps};

/// The bytes of the hash that a stamp keeps: half of them, which is the least that is recommended (RFC 2104, section 5).
const KEPT: usize = 16;

pub(super) struct Stamp {
    /// The instance that wrote the line.
    pub(super) writer: u64,
    /// The number of the line among those of its writer. No line has the number of another; a commit that failed leaves a gap.
    pub(super) number: u64,
    kept: [u8; KEPT],
}

impl Stamp {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (writer, rest) = bytes.split_first_chunk()?;
        let (number, kept) = rest.split_first_chunk()?;
        Some(Self {
            writer: u64::from_be_bytes(*writer),
            number: u64::from_be_bytes(*number),
            kept: kept.try_into().ok()?,
        })
    }

    /// Whether it is the stamp of the line with this hash.
    pub(super) fn is_of(&self, hash: &AuditHash) -> bool {
        vault::is_same(&self.kept, &hash[..KEPT])
    }
}

/// Stamps the lines of an instance.
pub(super) struct Stamper {
    key: AuditKey,
    writer: u64,
    next: AtomicU64,
}

impl Stamper {
    pub(super) fn new(key: AuditKey, writer: u64) -> Self {
        Self { key, writer, next: AtomicU64::new(1) }
    }

    pub(super) fn has_stamped(&self) -> bool {
        self.next.load(Ordering::Relaxed) > 1
    }
}

impl Stamps for Stamper {
    fn stamp(&self, line: &LineColumns<&str>) -> Vec<u8> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let hash = hashes::line(&self.key, line, Some((self.writer, number)));
        let mut stamp = Vec::with_capacity(16 + KEPT);
        stamp.extend_from_slice(&self.writer.to_be_bytes());
        stamp.extend_from_slice(&number.to_be_bytes());
        stamp.extend_from_slice(&hash[..KEPT]);
        stamp
    }
}
