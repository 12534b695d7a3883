//! Forgets whole blocks whose lines have been kept for their time. Their lines are deleted afterwards, in small steps. The head keeps
//! the hash of the last block that was forgotten, so that the first that is left follows it.

use jiff::Timestamp;

use super::{
    gather::{gather, trusted_head},
    hashes,
};
use crate::{
    Gateway, Refusal,
    ports::{AuditBlock, AuditChainWrite, AuditHead, AuditLine, CommitError, Write},
};

/// The number of blocks that a step forgets.
const BLOCKS_PER_STEP: usize = 64;

/// Forgets blocks of which every line is of `limit` or before. Each time is an audit line, and lines need a block, so that it is not
/// done again before `looked_before` once none was left. Returns whether more may be due; `None` where the head cannot be trusted.
pub(crate) async fn forget(
    gateway: &Gateway,
    limit: Timestamp,
    looked_before: Timestamp,
) -> Result<Option<bool>, Refusal> {
    let now = gateway.clock.now();
    let Some(head) = trusted_head(gateway).await? else { return Ok(None) };
    let forgot_ms = head.forgot_ms;
    if (looked_before.as_millisecond()..=now.as_millisecond()).contains(&forgot_ms) {
        return Ok(Some(false));
    }
    let blocks = gateway.store.audit_blocks(head.first, BLOCKS_PER_STEP).await?;
    let due = due(&head, &blocks, limit);
    let Some(last) = due.last() else {
        // Lines that are in no block are gathered first.
        let is_behind = blocks.is_empty() && gateway.store.last_line().await? > Some(head.last);
        return Ok(Some(is_behind && gather(gateway).await?.lines > 0));
    };
    let more =
        due.len() == BLOCKS_PER_STEP || (due.len() == blocks.len() && gather(gateway).await?.lines > 0);
    // A block that was just gathered has changed the head.
    let Some(head) = trusted_head(gateway).await? else { return Ok(None) };
    if head.first != due[0].number {
        return Ok(Some(true));
    }
    let mut next = AuditHead {
        version: head.version + 1,
        first: last.number + 1,
        first_previous: last.hash.clone(),
        forgotten_to: last.last,
        forgot_ms: if more { head.forgot_ms } else { now.as_millisecond() },
        ..head.clone()
    };
    next.hash = Some(hashes::head(&gateway.audit_chain.key, &next).to_vec());
    let lines: i64 = due.iter().map(|block| block.lines).sum();
    let subject = format!("blocks {} to {}: {lines} lines up to line {}", head.first, last.number, last.last);
    let write = AuditChainWrite::ForgetBlocks { head: Box::new(next), version: head.version };
    let line = Write::Audit(AuditLine::new(None, "AUDIT_LINES_FORGOTTEN", subject));
    match gateway.store.commit(now, vec![write.into(), line]).await {
        Ok(()) => Ok(Some(more)),
        // Another instance has changed the head.
        Err(CommitError::Stale) => Ok(Some(true)),
        Err(error) => Err(error.into()),
    }
}

/// Returns the first blocks that are due, as far as they follow each other: others are evidence, and stay.
fn due<'a>(head: &AuditHead, blocks: &'a [AuditBlock], limit: Timestamp) -> &'a [AuditBlock] {
    let mut previous = &head.first_previous;
    let count = blocks.iter().zip(head.first..).take_while(|(block, number)| {
        let follows = block.number == *number && block.previous == *previous;
        previous = &block.hash;
        follows && block.number <= head.newest && block.newest_ms <= limit.as_millisecond()
    });
    &blocks[..count.count()]
}
