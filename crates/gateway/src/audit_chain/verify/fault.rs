//! What may be wrong with an audit log, in words for operators.

use crate::audit_chain::Head;

/// A trace of somebody who changed the audit log without the key of the vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("line {id} was altered")]
    LineAltered { id: i64 },
    #[error("line {id} was added: no gateway with this master key wrote it")]
    LineAdded { id: i64 },
    #[error("line {id} was added: it is a copy of another line")]
    LineCopied { id: i64 },
    #[error("{count} lines of block {block} were removed, of those after line {after} and up to line {last}")]
    LinesRemoved { block: i64, count: i64, after: i64, last: i64 },
    #[error("{count} lines were added to block {block}, after line {after} and up to line {last}")]
    LinesAdded { block: i64, count: i64, after: i64, last: i64 },
    #[error(
        "lines of block {block} were altered or exchanged, of those after line {after} and up to line {last}"
    )]
    LinesExchanged { block: i64, after: i64, last: i64 },
    #[error(
        "the log was truncated: no line is left after line {after}, and there were lines up to line {last}"
    )]
    LogTruncated { after: i64, last: i64 },
    #[error("block {number} was altered")]
    BlockAltered { number: i64 },
    #[error("block {number} does not follow the block before it: one of them is from another time or place")]
    BlockMisplaced { number: i64 },
    #[error("block {number} was added: the chain has no block of this number")]
    BlockAdded { number: i64 },
    #[error("blocks {first} to {last} were removed")]
    BlocksRemoved { first: i64, last: i64 },
    #[error("the chain was truncated after block {after}: the head names block {newest}")]
    BlocksTruncated { after: i64, newest: i64 },
    #[error("the head was altered")]
    HeadAltered,
    #[error("the head was removed")]
    HeadRemoved,
    #[error("the head names another block {newest} than the one that is there")]
    HeadWrong { newest: i64 },
    #[error(
        "the head {expected} is not in the chain, which ends with block {newest}: the log was set back or replaced"
    )]
    HeadNotThere { expected: Head, newest: i64 },
}

impl Fault {
    /// Returns the name of the fault for machines.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::LineAltered { .. } => "LINE_ALTERED",
            Self::LineAdded { .. } => "LINE_ADDED",
            Self::LineCopied { .. } => "LINE_COPIED",
            Self::LinesRemoved { .. } => "LINES_REMOVED",
            Self::LinesAdded { .. } => "LINES_ADDED",
            Self::LinesExchanged { .. } => "LINES_EXCHANGED",
            Self::LogTruncated { .. } => "LOG_TRUNCATED",
            Self::BlockAltered { .. } => "BLOCK_ALTERED",
            Self::BlockMisplaced { .. } => "BLOCK_MISPLACED",
            Self::BlockAdded { .. } => "BLOCK_ADDED",
            Self::BlocksRemoved { .. } => "BLOCKS_REMOVED",
            Self::BlocksTruncated { .. } => "BLOCKS_TRUNCATED",
            Self::HeadAltered => "HEAD_ALTERED",
            Self::HeadRemoved => "HEAD_REMOVED",
            Self::HeadWrong { .. } => "HEAD_WRONG",
            Self::HeadNotThere { .. } => "HEAD_NOT_THERE",
        }
    }
}
