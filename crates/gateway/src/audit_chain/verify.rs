//! Walks the whole audit log, and names what was altered, removed or added.
//!
//! A gateway may write, gather and forget meanwhile. So the walk ends at the head as it was at the beginning, and what is missing is
//! no fault where the head says by now that it was forgotten.

use std::collections::VecDeque;

use super::{
    Chain, Head, MAX_LINES, hashes,
    hashes::{Digest, of_stored},
    may_be_unstamped,
    seen::Seen,
};
use crate::{
    Gateway, Refusal,
    ports::{AuditBlock, AuditHead, ChainLine},
};

mod fault;

pub use fault::Fault;

/// The largest number of faults that are named. All are counted.
const MAX_NAMED: usize = 1_000;

/// The number of blocks that are read at once.
const BLOCKS_PER_READ: usize = 256;

/// What was checked, and what is wrong.
#[derive(Debug, Default)]
pub struct Verified {
    /// The number of lines that were read.
    pub lines: u64,
    /// The number of blocks that were read.
    pub blocks: u64,
    /// The newest block. `None` where no line is in a block yet.
    pub head: Option<Head>,
    /// The number of lines that are in no block yet.
    pub waiting: u64,
    /// The number of lines without a stamp, of older versions.
    pub unstamped: u64,
    /// The number of lines of blocks that were forgotten, which are about to be deleted.
    pub forgotten: u64,
    /// Whether the head that was written down is that of a block which has been forgotten since.
    pub expected_is_forgotten: bool,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// The number of all faults.
    pub fault_count: u64,
}

impl Verified {
    fn add(&mut self, fault: Fault) {
        self.fault_count += 1;
        if self.faults.len() < MAX_NAMED {
            self.faults.push(fault);
        }
    }

    /// Adds a fault that sums others up, such as those of each block at the end of the log.
    fn add_first(&mut self, fault: Fault) {
        self.fault_count += 1;
        self.faults.truncate(MAX_NAMED - 1);
        self.faults.insert(0, fault);
    }
}

/// Verifies the log, and compares it with a head that was written down elsewhere. `progress` is told the number of lines so far.
pub async fn verify(
    gateway: &Gateway,
    expected: Option<&Head>,
    progress: impl FnMut(u64) + Send,
) -> Result<Verified, Refusal> {
    let mut walk = Walk {
        gateway,
        chain: &gateway.audit_chain,
        found: Verified::default(),
        seen: Seen::default(),
        last_there: 0,
        is_expected_there: false,
        progress,
    };
    let stored = gateway.store.audit_head().await?;
    let head = match stored {
        Some(head) if walk.chain.is_genuine(&head) => head,
        Some(_) => {
            walk.found.add(Fault::HeadAltered);
            walk.head_of_blocks().await?
        }
        None => {
            walk.found.add(Fault::HeadRemoved);
            walk.head_of_blocks().await?
        }
    };
    walk.blocks(&head, expected).await?;
    walk.rest(&head).await?;
    // Last: of two lines with one stamp the second counts as the copy.
    walk.forgotten(&head).await?;
    if walk.last_there < head.last {
        let forgotten =
            walk.gateway.store.audit_head().await?.is_some_and(|now| now.forgotten_to >= head.last);
        if !forgotten {
            walk.found.add_first(Fault::LogTruncated { after: walk.last_there, last: head.last });
        }
    }
    walk.found.head = Head::of(&head);
    if let Some(expected) = expected {
        walk.compare(&head, expected);
    }
    Ok(walk.found)
}

struct Walk<'a, P> {
    gateway: &'a Gateway,
    chain: &'a Chain,
    found: Verified,
    seen: Seen,
    /// The last id that was met.
    last_there: i64,
    is_expected_there: bool,
    progress: P,
}

/// What a range of lines holds.
struct Range {
    digest: Digest,
    /// Whether a fault of a single line was named.
    has_fault: bool,
}

impl<P: FnMut(u64) + Send> Walk<'_, P> {
    /// Reads the lines of forgotten blocks. They may be deleted meanwhile, and nothing says how many there were.
    async fn forgotten(&mut self, head: &AuditHead) -> Result<(), Refusal> {
        let range = self.range((i64::MIN, head.forgotten_to), |_| true).await?;
        self.found.forgotten = u64::try_from(range.digest.lines).unwrap_or(0);
        Ok(())
    }

    async fn blocks(&mut self, head: &AuditHead, expected: Option<&Head>) -> Result<(), Refusal> {
        // What the next block must follow. `None` behind one that was altered or removed.
        let mut link = Some(head.first_previous.clone());
        let (mut number, mut after) = (head.first, head.forgotten_to);
        let mut blocks = VecDeque::<AuditBlock>::new();
        while number <= head.newest {
            if blocks.is_empty() {
                blocks = self.gateway.store.audit_blocks(number, BLOCKS_PER_READ).await?.into();
            }
            let next = blocks.front().map_or(head.newest + 1, |block| block.number.min(head.newest + 1));
            if next > number {
                if !self.is_forgotten(next - 1).await? {
                    self.found.add(missing(number, next - 1, head));
                }
                (number, link) = (next, None);
                continue;
            }
            let Some(block) = blocks.pop_front() else { break };
            self.found.blocks += 1;
            number = block.number + 1;
            if !vault::is_same(&block.hash, &hashes::block(&self.chain.key, &block)) {
                self.found.add(Fault::BlockAltered { number: block.number });
                link = None;
                continue;
            }
            self.is_expected_there |= expected.is_some_and(|expected| expected.is(&block));
            if link.is_some_and(|previous| previous != block.previous || after != block.after) {
                self.found.add(Fault::BlockMisplaced { number: block.number });
            }
            // The lines of blocks that were altered or removed.
            self.range((after, block.after), |_| true).await?;
            self.block(head, &block, after.max(block.after)).await?;
            after = after.max(block.last);
            if block.number == head.newest && block.hash != head.newest_hash {
                self.found.add(Fault::HeadWrong { newest: head.newest });
            }
            link = Some(block.hash);
        }
        self.range((after, head.last), |_| true).await?;
        self.stray(head).await
    }

    /// Compares the lines of a block with what it says of them.
    async fn block(&mut self, head: &AuditHead, block: &AuditBlock, after: i64) -> Result<(), Refusal> {
        let (number, last, made_ms) = (block.number, block.last, block.made_ms);
        let range = self.range((after, last), |id| may_be_unstamped(head, id, made_ms)).await?;
        if vault::is_same(&block.digest, &range.digest.finish(&self.chain.key)) {
            return Ok(());
        }
        let fault = match range.digest.lines - block.lines {
            less @ ..0 => Fault::LinesRemoved { block: number, count: -less, after, last },
            0 if range.has_fault => return Ok(()),
            0 => Fault::LinesExchanged { block: number, after, last },
            more => Fault::LinesAdded { block: number, count: more, after, last },
        };
        if !self.is_forgotten(number).await? {
            self.found.add(fault);
        }
        Ok(())
    }

    /// Looks for blocks beyond the newest. A gateway adds blocks meanwhile, and the head with them.
    async fn stray(&mut self, head: &AuditHead) -> Result<(), Refusal> {
        let beyond = self.gateway.store.audit_blocks(head.newest + 1, BLOCKS_PER_READ).await?;
        let newest =
            self.gateway.store.audit_head().await?.map_or(head.newest, |now| now.newest.max(head.newest));
        for block in beyond.iter().filter(|block| block.number > newest) {
            self.found.add(Fault::BlockAdded { number: block.number });
        }
        let before = self.gateway.store.audit_blocks(i64::MIN, 1).await?;
        if let Some(block) = before.first().filter(|block| block.number < head.first) {
            self.found.add(Fault::BlockAdded { number: block.number });
        }
        Ok(())
    }

    /// Reads the lines that are in no block.
    async fn rest(&mut self, head: &AuditHead) -> Result<(), Refusal> {
        let Some(last) = self.gateway.store.last_line().await? else { return Ok(()) };
        let now_ms = self.gateway.clock.now().as_millisecond();
        let range = self.range((head.last, last), |id| may_be_unstamped(head, id, now_ms)).await?;
        self.found.waiting = u64::try_from(range.digest.lines).unwrap_or(0);
        Ok(())
    }

    /// Returns the head that the blocks would have, for a walk where the stored one says nothing. Which lines have stamps is not known
    /// then.
    async fn head_of_blocks(&self) -> Result<AuditHead, Refusal> {
        let mut head = AuditHead { unstamped_to: i64::MAX, ..AuditHead::of_no_block() };
        let mut from = i64::MIN;
        loop {
            let blocks = self.gateway.store.audit_blocks(from, BLOCKS_PER_READ).await?;
            if let (i64::MIN, Some(first)) = (from, blocks.first()) {
                (head.first, head.forgotten_to) = (first.number, first.after);
                head.first_previous.clone_from(&first.previous);
            }
            let Some(last) = blocks.last() else { return Ok(head) };
            (head.newest, head.last) = (last.number, last.last);
            head.newest_hash.clone_from(&last.hash);
            from = last.number.saturating_add(1);
        }
    }

    /// Reads the lines with ids above the first number and up to the second, and checks each by itself.
    async fn range(
        &mut self,
        (mut after, to): (i64, i64),
        may_be_unstamped: impl Fn(i64) -> bool + Send,
    ) -> Result<Range, Refusal> {
        let mut range = Range { digest: Digest::new(), has_fault: false };
        while after < to {
            let lines = self.gateway.store.lines_between(after, to, MAX_LINES).await?;
            let Some(last) = lines.last() else { break };
            after = last.id;
            self.last_there = self.last_there.max(last.id);
            for line in &lines {
                self.line(line, &mut range, &may_be_unstamped);
            }
            self.found.lines += u64::try_from(lines.len()).unwrap_or(0);
            (self.progress)(self.found.lines);
        }
        Ok(range)
    }

    fn line(&mut self, line: &ChainLine, range: &mut Range, may_be_unstamped: &impl Fn(i64) -> bool) {
        let (hash, stamp) = of_stored(&self.chain.key, line);
        range.digest.add(line.id, hash.as_ref());
        let id = line.id;
        let fault = match (hash, stamp) {
            (Some(hash), Some(stamp)) if stamp.is_of(&hash) => {
                (!self.seen.note(stamp.writer, stamp.number)).then_some(Fault::LineCopied { id })
            }
            (Some(_), None) if line.stamp.is_none() => {
                self.found.unstamped += 1;
                (!may_be_unstamped(id)).then_some(Fault::LineAdded { id })
            }
            (Some(_), None) => Some(Fault::LineAdded { id }),
            _ => Some(Fault::LineAltered { id }),
        };
        if let Some(fault) = fault {
            range.has_fault = true;
            self.found.add(fault);
        }
    }

    /// Whether the head says by now that a block was forgotten.
    async fn is_forgotten(&self, number: i64) -> Result<bool, Refusal> {
        let head = self.gateway.store.audit_head().await?;
        Ok(head.is_some_and(|head| self.chain.is_genuine(&head) && number < head.first))
    }

    fn compare(&mut self, head: &AuditHead, expected: &Head) {
        let is_anchor = expected.hash == head.first_previous
            && expected.block.is_none_or(|number| number == head.first - 1);
        if self.is_expected_there || is_anchor {
            return;
        }
        if expected.block.is_some_and(|number| (1..head.first).contains(&number))
            && self.chain.is_genuine(head)
        {
            self.found.expected_is_forgotten = true;
        } else {
            self.found.add(Fault::HeadNotThere { expected: expected.clone(), newest: head.newest });
        }
    }
}

/// Names missing blocks. Where the newest are missing, the log was truncated.
fn missing(first: i64, last: i64, head: &AuditHead) -> Fault {
    if last == head.newest {
        Fault::BlocksTruncated { after: first - 1, newest: head.newest }
    } else {
        Fault::BlocksRemoved { first, last }
    }
}
