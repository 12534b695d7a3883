//! The chain of the audit log: the stamp of each line, the blocks of lines, and the head, which names the newest block.
//!
//! Hashes are kept as they are stored, because whoever alters the store may have altered them too.

use std::sync::Arc;

use async_trait::async_trait;

use super::StoreError;

/// What the columns of a line hold, except its id and its stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineColumns<T> {
    pub at_ms: i64,
    /// The number of the merchant; 0 for the gateway itself.
    pub merchant: i64,
    pub action: T,
    pub subject: T,
    pub actor: Option<T>,
    pub address: Option<T>,
}

/// A line as the chain reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLine {
    pub id: i64,
    /// `None` where a column holds a value that the gateway never writes there.
    pub columns: Option<LineColumns<String>>,
    /// `None` for a line of an older version.
    pub stamp: Option<Vec<u8>>,
}

/// Makes the stamps of new lines.
pub trait Stamps: Send + Sync {
    /// Returns the stamp of a line, which proves who wrote it and that it is the only one with that stamp.
    fn stamp(&self, line: &LineColumns<&str>) -> Vec<u8>;
}

/// A block: the lines with ids above `after` and up to `last`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditBlock {
    /// The number of the block, from 1.
    pub number: i64,
    /// The last id of the block before.
    pub after: i64,
    pub last: i64,
    /// The number of its lines.
    pub lines: i64,
    /// The time of its newest line in milliseconds.
    pub newest_ms: i64,
    /// The time at which the block was made, in milliseconds.
    pub made_ms: i64,
    /// The keyed hash of its lines.
    pub digest: Vec<u8>,
    /// The hash of the block before.
    pub previous: Vec<u8>,
    /// The keyed hash of all the above.
    pub hash: Vec<u8>,
}

/// The head of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// The number of times that the head was written.
    pub version: i64,
    /// The time at which the first block was made, in milliseconds; 0 before.
    pub began_ms: i64,
    /// The last id of the lines that were there before there was a chain. They have no stamps.
    pub unstamped_to: i64,
    /// The number of the first block that is kept, and the hash of the block before it.
    pub first: i64,
    pub first_previous: Vec<u8>,
    /// The last id of the blocks that were forgotten. Lines up to it are deleted in small steps.
    pub forgotten_to: i64,
    /// The time at which nothing was left to forget, in milliseconds; 0 at first.
    pub forgot_ms: i64,
    /// The number and the hash of the newest block, and its last id.
    pub newest: i64,
    pub newest_hash: Vec<u8>,
    pub last: i64,
    /// The keyed hash of all the above. `None` before the first block.
    pub hash: Option<Vec<u8>>,
    /// The instance that gathers lines, and the time until which others leave that to it, in milliseconds.
    pub holder: i64,
    pub held_until_ms: i64,
}

impl AuditHead {
    /// The head of a chain that has no block yet.
    pub const fn of_no_block() -> Self {
        Self {
            version: 0,
            began_ms: 0,
            unstamped_to: 0,
            first: 1,
            first_previous: Vec::new(),
            forgotten_to: 0,
            forgot_ms: 0,
            newest: 0,
            newest_hash: Vec::new(),
            last: 0,
            hash: None,
            holder: 0,
            held_until_ms: 0,
        }
    }
}

/// Reads what the chain of the audit log is made of.
#[async_trait]
pub trait AuditChain {
    /// Gives the store what stamps the lines of all commits from now on. Only the first call counts.
    fn stamp_with(&self, stamps: Arc<dyn Stamps>);

    /// Returns the last id; `None` where there is no line.
    async fn last_line(&self) -> Result<Option<i64>, StoreError>;

    /// Returns an id such that no line with a smaller id comes any more, if it is above `after`. `None` where there is none, or
    /// where a transaction that may write such a line takes too long.
    async fn last_settled_line(&self, after: i64) -> Result<Option<i64>, StoreError>;

    /// Reads the lines with ids above `after` and up to `to`, in the order of ids.
    async fn lines_between(&self, after: i64, to: i64, most: usize) -> Result<Vec<ChainLine>, StoreError>;

    /// Reads the head. `None` where somebody has deleted it.
    async fn audit_head(&self) -> Result<Option<AuditHead>, StoreError>;

    /// Reads the blocks with this number and higher ones, in their order.
    async fn audit_blocks(&self, from: i64, most: usize) -> Result<Vec<AuditBlock>, StoreError>;

    /// Reads the keyed hash of the value that each setting had at the last start, by the name of the setting.
    async fn setting_digests(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
}

/// A write of the chain.
pub enum AuditChainWrite {
    /// Adds a block, and replaces the head of this version. Fails as [`super::CommitError::Stale`] where the stored head has another.
    AddBlock { block: Box<AuditBlock>, head: Box<AuditHead>, version: i64 },
    /// Deletes the blocks before the first of the new head, which replaces the head of this version. Fails as
    /// [`super::CommitError::Stale`] where the stored head has another.
    ForgetBlocks { head: Box<AuditHead>, version: i64 },
    /// Stores the keyed hash of the value of a setting.
    SetSettingDigest { name: &'static str, digest: Vec<u8> },
}
