//! Gathers lines into blocks. Every instance does; one that has just added a block is left to go on by itself.

use jiff::{SignedDuration, Timestamp};

use super::{Chain, Head, MAX_LINES, hashes, hashes::Digest, may_be_unstamped};
use crate::{
    Gateway, Refusal,
    deadlines::later,
    keys::uses as key_uses,
    ports::{AuditBlock, AuditChainWrite, AuditHead, AuditLine, ChainLine, CommitError, Write},
};

/// The time for which an instance that has added a block is left to add the next ones. When it is over, or that instance has died,
/// any other adds them.
const HELD_FOR: SignedDuration = SignedDuration::from_secs(10);

/// The largest span of a block, so that old lines are not kept for long because of younger ones in their block.
const MAX_SPAN_MS: i64 = 24 * 60 * 60 * 1_000;

/// The time that a line may wait before the worker is late.
const WAIT: SignedDuration = SignedDuration::from_secs(10);

/// The pause between two lines of the log that tell the head.
const LOGGED_EACH: SignedDuration = SignedDuration::from_mins(10);

/// The number of blocks that [`gather_rest`] adds at most: an old store may have millions of lines.
const MAX_BLOCKS_OF_REST: usize = 256;

/// Who gathers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// The worker of an instance. It waits while another instance holds the chain, and holds it afterwards.
    Worker,
    /// A process that ends or has just begun. It waits for nobody, because whoever holds the chain may have died, and leaves the chain
    /// to whoever holds it.
    Once,
}

/// What a step has gathered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Gathered {
    pub(crate) lines: usize,
    /// Whether more lines wait.
    pub(crate) more: bool,
}

/// Writes the uses of keys that wait, and adds one block. Returns the number of lines, or `full` where more wait: a block that was cut
/// short by its time is followed by the next at once.
pub(crate) async fn round(gateway: &Gateway, full: usize) -> Result<usize, Refusal> {
    key_uses::record(gateway).await?;
    let gathered = gather(gateway).await?;
    Ok(if gathered.more { full.max(gathered.lines) } else { gathered.lines.min(full - 1) })
}

/// Adds one block, if there are lines that are in none and nobody else is at it.
pub(crate) async fn gather(gateway: &Gateway) -> Result<Gathered, Refusal> {
    add_block(gateway, By::Worker).await
}

/// Writes the uses of keys that wait, and gathers every line that is in no block: for a process that ends, and so cannot gather later,
/// or that begins.
pub async fn gather_rest(gateway: &Gateway) -> Result<(), Refusal> {
    key_uses::record(gateway).await?;
    for _ in 0..MAX_BLOCKS_OF_REST {
        if !add_block(gateway, By::Once).await?.more {
            break;
        }
    }
    Ok(())
}

async fn add_block(gateway: &Gateway, by: By) -> Result<Gathered, Refusal> {
    let Some(head) = trusted_head(gateway).await? else { return Ok(Gathered::default()) };
    let (chain, now) = (&gateway.audit_chain, gateway.clock.now());
    log_head(chain, &head, now);
    if by == By::Worker && is_held(chain, &head, now) {
        return Ok(Gathered::default());
    }
    let Some(settled) = gateway.store.last_settled_line(head.last).await? else {
        return Ok(Gathered::default());
    };
    let lines = gateway.store.lines_between(head.last, settled, MAX_LINES).await?;
    let Some((block, count)) = block_of(chain, &head, &lines, now) else { return Ok(Gathered::default()) };
    let more = block.last < settled;
    let next = next_head(chain, &head, &block, now, by);
    let known = Head::of(&next);
    let write =
        AuditChainWrite::AddBlock { block: Box::new(block), head: Box::new(next), version: head.version };
    match gateway.store.commit(now, vec![write.into()]).await {
        Ok(()) => {
            chain.note(known);
            Ok(Gathered { lines: count, more })
        }
        // Another instance was faster, and may have read before the last lines were written.
        Err(CommitError::Stale) => Ok(Gathered { lines: 0, more: by == By::Once }),
        Err(error) => Err(error.into()),
    }
}

/// Reads the head. `None` where it was deleted or altered: a block that followed it would hide that. Where it is older than the one
/// that this instance knows, an audit line says so.
pub(super) async fn trusted_head(gateway: &Gateway) -> Result<Option<AuditHead>, Refusal> {
    let chain = &gateway.audit_chain;
    // What was known before the read was in the store then.
    let known = chain.known().head.clone();
    let stored = gateway.store.audit_head().await?;
    let Some(head) = stored.filter(|head| chain.is_genuine(head)) else {
        if !std::mem::replace(&mut chain.known().has_complained, true) {
            tracing::error!("the head of the audit log was altered or removed: run `guichet audit verify`");
        }
        return Ok(None);
    };
    let seen = Head::of(&head);
    match known.filter(|known| is_set_back(known, seen.as_ref())) {
        Some(known) => {
            chain.known().head.clone_from(&seen);
            let stored = seen.map_or_else(|| "no block".to_owned(), |seen| seen.to_string());
            tracing::error!(%known, stored, "the audit log was set back: blocks that were there are gone");
            let line = AuditLine::new(None, "AUDIT_LOG_SET_BACK", format!("from {known} to {stored}"));
            gateway.store.commit(gateway.clock.now(), vec![Write::Audit(line)]).await?;
        }
        None => chain.note(seen),
    }
    Ok(Some(head))
}

fn is_set_back(known: &Head, seen: Option<&Head>) -> bool {
    let number = seen.and_then(|seen| seen.block);
    number < known.block || (number == known.block && seen != Some(known))
}

/// Whether another instance has added a block a moment ago. A time that is too far ahead was not written by an instance.
fn is_held(chain: &Chain, head: &AuditHead, now: Timestamp) -> bool {
    let until = later(now, HELD_FOR).as_millisecond();
    head.holder != chain.holder() && (now.as_millisecond()..=until).contains(&head.held_until_ms)
}

/// Returns the block of the first lines, and their number.
fn block_of(
    chain: &Chain,
    head: &AuditHead,
    lines: &[ChainLine],
    now: Timestamp,
) -> Option<(AuditBlock, usize)> {
    let at_ms = |line: &ChainLine| line.columns.as_ref().map(|columns| columns.at_ms);
    let first_ms = lines.iter().find_map(at_ms);
    let is_near = |line: &&ChainLine| {
        let apart = at_ms(line).zip(first_ms).map(|(at, first)| at.abs_diff(first));
        apart.is_none_or(|apart| apart < MAX_SPAN_MS.unsigned_abs())
    };
    let mut digest = Digest::new();
    let (mut last, mut newest_ms) = (None, None);
    let made_ms = now.as_millisecond();
    for line in lines.iter().take_while(is_near) {
        let (hash, stamp) = hashes::of_stored(&chain.key, line);
        let is_sound = match (&hash, &stamp, &line.stamp) {
            (Some(hash), Some(stamp), _) => stamp.is_of(hash),
            (Some(_), None, None) => may_be_unstamped(head, line.id, made_ms),
            _ => false,
        };
        if !is_sound {
            complain(chain, line.id);
        }
        digest.add(line.id, hash.as_ref());
        last = Some(line.id);
        newest_ms = newest_ms.max(at_ms(line));
    }
    let mut block = AuditBlock {
        number: head.newest + 1,
        after: head.last,
        last: last?,
        lines: digest.lines,
        newest_ms: newest_ms.unwrap_or(made_ms),
        made_ms,
        digest: digest.finish(&chain.key).to_vec(),
        previous: head.newest_hash.clone(),
        hash: Vec::new(),
    };
    block.hash = hashes::block(&chain.key, &block).to_vec();
    let count = usize::try_from(digest.lines).unwrap_or(usize::MAX);
    Some((block, count))
}

/// Says that a line is wrong. `guichet audit verify` names all of them, and this one only the first that the instance meets.
fn complain(chain: &Chain, id: i64) {
    if !std::mem::replace(&mut chain.known().has_named_a_line, true) {
        tracing::error!(id, "a line of the audit log was altered or added: run `guichet audit verify`");
    }
}

fn next_head(chain: &Chain, head: &AuditHead, block: &AuditBlock, now: Timestamp, by: By) -> AuditHead {
    let (holder, held_until_ms) = match by {
        By::Worker => (chain.holder(), later(now, HELD_FOR).as_millisecond()),
        By::Once => (head.holder, head.held_until_ms),
    };
    let mut next = AuditHead {
        version: head.version + 1,
        began_ms: if head.hash.is_some() { head.began_ms } else { now.as_millisecond() },
        newest: block.number,
        newest_hash: block.hash.clone(),
        last: block.last,
        holder,
        held_until_ms,
        ..head.clone()
    };
    next.hash = Some(hashes::head(&chain.key, &next).to_vec());
    next
}

/// Tells the head in the log, so that whoever collects the log has it elsewhere.
fn log_head(chain: &Chain, head: &AuditHead, now: Timestamp) {
    let Some(head) = Head::of(head) else { return };
    let mut known = chain.known();
    let is_told = known
        .logged
        .as_ref()
        .is_some_and(|(logged, at)| *logged == head || (*at <= now && now.duration_since(*at) < LOGGED_EACH));
    if !is_told {
        tracing::info!(%head, "the head of the audit log: `guichet audit verify --head` compares it");
        known.logged = Some((head, now));
    }
}

/// Returns the time from which the worker is late: some time after the oldest line that is in no block was written.
pub(crate) async fn oldest_due(gateway: &Gateway) -> Result<Option<Timestamp>, Refusal> {
    let Some(head) = gateway.store.audit_head().await? else { return Ok(None) };
    // Lines that were there before the chain have waited for no worker.
    let after = head.last.max(head.unstamped_to);
    let waiting = gateway.store.lines_between(after, i64::MAX, 1).await?;
    let at_ms = waiting.first().and_then(|line| Some(line.columns.as_ref()?.at_ms));
    Ok(at_ms.and_then(|at_ms| Timestamp::from_millisecond(at_ms).ok()).map(|at| later(at, WAIT)))
}
