//! The chain of the audit log, by which lines that were altered, removed or added are found (ADR 30).
//!
//! Each line has a stamp that is made in the commit of the line, without a read: a keyed hash of what the line says, and a number that
//! no other line has. A worker gathers lines into numbered blocks, each of which follows the one before, and the head names the newest.
//! Everything is hashed under a key of the vault, which is not in the store.

mod forget;
mod gather;
mod hashes;
mod head;
mod seen;
mod stamp;
mod verify;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use vault::{AuditKey, Audited, Vault};

use crate::ports::{AuditHead, Stamps, Store, StoreError};

pub(crate) use forget::forget;
pub use gather::gather_rest;
pub(crate) use gather::{oldest_due, round};
pub use head::{Head, HeadError};
use stamp::Stamper;
pub use verify::{Fault, Verified, verify};

/// The largest number of lines of a block.
pub const MAX_LINES: usize = 1_000;

/// The time for which lines without a stamp may come after the first block: an instance of an older version may still run.
const UNSTAMPED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What an instance knows of the chain.
pub struct Chain {
    key: AuditKey,
    /// The number of this instance, drawn at its start.
    writer: u64,
    stamper: Arc<Stamper>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The head that this instance saw last.
    head: Option<Head>,
    /// The head that it logged last, and when.
    logged: Option<(Head, Timestamp)>,
    /// Whether it has said that the head was altered.
    has_complained: bool,
    /// Whether it has named a line that was altered or added.
    has_named_a_line: bool,
}

impl Chain {
    /// Has the store stamp the lines that are written from now on. `writer` is drawn at random.
    pub fn begin(store: &dyn Store, vault: &Vault, writer: [u8; 8]) -> Self {
        let (key, writer) = (vault.audit_key(), u64::from_be_bytes(writer));
        let stamper = Arc::new(Stamper::new(key.clone(), writer));
        store.stamp_with(Arc::clone(&stamper) as Arc<dyn Stamps>);
        Self { key, writer, stamper, known: Mutex::default() }
    }

    /// Whether this process has written a line, or tried to.
    pub fn has_written(&self) -> bool {
        self.stamper.has_stamped()
    }

    /// Returns the keyed hash of the value of a setting.
    pub(crate) fn digest_of_setting(&self, name: &str, value: &str) -> Vec<u8> {
        self.key.hash(Audited::Setting, &[name.as_bytes(), value.as_bytes()]).to_vec()
    }

    /// Returns the number of this instance as the store keeps it.
    fn holder(&self) -> i64 {
        self.writer.cast_signed()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a head that is stored, unless a newer one is known.
    fn note(&self, head: Option<Head>) {
        let mut known = self.known();
        if head.as_ref().and_then(|head| head.block) > known.head.as_ref().and_then(|head| head.block) {
            known.head = head;
        }
    }

    fn is_genuine(&self, head: &AuditHead) -> bool {
        is_genuine(&self.key, head)
    }
}

/// Whether the head is one that a gateway with the key has written, or that of a chain without a block.
fn is_genuine(key: &AuditKey, head: &AuditHead) -> bool {
    match &head.hash {
        Some(hash) => vault::is_same(hash, &hashes::head(key, head)),
        None => head.newest == 0 && head.first == 1 && head.version == 0,
    }
}

/// What the head alone tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glance {
    Head(Head),
    /// No line is in a block yet.
    NotBegun,
    /// Somebody has altered or removed the head.
    Altered,
}

/// Looks at the head, and at no line.
pub async fn glance(store: &dyn Store, vault: &Vault) -> Result<Glance, StoreError> {
    let head = store.audit_head().await?.filter(|head| is_genuine(&vault.audit_key(), head));
    Ok(head.map_or(Glance::Altered, |head| Head::of(&head).map_or(Glance::NotBegun, Glance::Head)))
}

/// Whether a line may be without a stamp: it was there before the chain, or was gathered while an instance of an older version may
/// still have run. On a store that was new when the chain began there was none.
fn may_be_unstamped(head: &AuditHead, id: i64, gathered_ms: i64) -> bool {
    let grace_ms = i64::try_from(UNSTAMPED_FOR.as_millis()).unwrap_or(i64::MAX);
    let has_just_begun = head.hash.is_none() || gathered_ms < head.began_ms.saturating_add(grace_ms);
    id <= head.unstamped_to || (head.unstamped_to > 0 && has_just_begun)
}
