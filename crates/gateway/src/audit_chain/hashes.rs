//! The keyed hashes of lines, blocks and the head, over every part of each.

use vault::{AuditHash, AuditKey, Audited};

use super::stamp::Stamp;
use crate::ports::{AuditBlock, AuditHead, ChainLine, LineColumns};

/// The bytes of a line in the digest of its block: its id and its hash.
const LINE_BYTES: usize = 8 + 32;

/// Returns the hash of a line. `stamp` is the writer and the number of its stamp, or none.
pub(super) fn line(key: &AuditKey, columns: &LineColumns<&str>, stamp: Option<(u64, u64)>) -> AuditHash {
    let of = |number: Option<u64>| number.map(u64::to_be_bytes);
    let (writer, number) = (of(stamp.map(|(writer, _)| writer)), of(stamp.map(|(_, number)| number)));
    let (at_ms, merchant) = (columns.at_ms.to_be_bytes(), columns.merchant.to_be_bytes());
    let is_there = |text: Option<&str>| [u8::from(text.is_some())];
    let (has_actor, has_address) = (is_there(columns.actor), is_there(columns.address));
    let parts = [
        writer.as_ref().map_or(&[][..], |bytes| &bytes[..]),
        number.as_ref().map_or(&[][..], |bytes| &bytes[..]),
        &at_ms,
        &merchant,
        columns.action.as_bytes(),
        columns.subject.as_bytes(),
        &has_actor,
        columns.actor.unwrap_or_default().as_bytes(),
        &has_address,
        columns.address.unwrap_or_default().as_bytes(),
    ];
    key.hash(Audited::Line, &parts)
}

/// The lines of a block, as its digest counts them.
pub(super) struct Digest {
    bytes: Vec<u8>,
    pub(super) lines: i64,
}

impl Digest {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::with_capacity(LINE_BYTES * super::MAX_LINES), lines: 0 }
    }

    /// Adds the next line. `None` is one that cannot be read. Of a range with far more lines than a block has the rest is only
    /// counted: it has another digest anyway.
    pub(super) fn add(&mut self, id: i64, hash: Option<&AuditHash>) {
        if self.bytes.len() < 2 * LINE_BYTES * super::MAX_LINES {
            self.bytes.extend_from_slice(&id.to_be_bytes());
            self.bytes.extend_from_slice(hash.unwrap_or(&[0; 32]));
        }
        self.lines += 1;
    }

    pub(super) fn finish(&self, key: &AuditKey) -> AuditHash {
        key.hash(Audited::Lines, &[&self.bytes])
    }
}

/// Returns the hash of a line as it is stored, and its stamp.
pub(super) fn of_stored(key: &AuditKey, stored: &ChainLine) -> (Option<AuditHash>, Option<Stamp>) {
    let stamp = stored.stamp.as_deref().and_then(Stamp::parse);
    let hash = stored.columns.as_ref().map(|columns| {
        let columns = LineColumns {
            at_ms: columns.at_ms,
            merchant: columns.merchant,
            action: columns.action.as_str(),
            subject: columns.subject.as_str(),
            actor: columns.actor.as_deref(),
            address: columns.address.as_deref(),
        };
        line(key, &columns, stamp.as_ref().map(|stamp| (stamp.writer, stamp.number)))
    });
    (hash, stamp)
}

pub(super) fn block(key: &AuditKey, block: &AuditBlock) -> AuditHash {
    let AuditBlock { number, after, last, lines, newest_ms, made_ms, digest, previous, hash: _ } = block;
    let numbers = [number, after, last, lines, newest_ms, made_ms].map(|number| number.to_be_bytes());
    let numbers = numbers.as_flattened();
    key.hash(Audited::Block, &[numbers, digest, previous])
}

pub(super) fn head(key: &AuditKey, head: &AuditHead) -> AuditHash {
    let numbers = [
        head.version,
        head.began_ms,
        head.unstamped_to,
        head.first,
        head.forgotten_to,
        head.forgot_ms,
        head.newest,
        head.last,
    ]
    .map(i64::to_be_bytes);
    key.hash(Audited::Head, &[numbers.as_flattened(), &head.first_previous, &head.newest_hash])
}
