//! Forgets what has been kept for its time: sessions and payment links without a payment, what is personal of payments, cards that pay no more,
//! notifications and audit lines.
//!
//! A step is a small commit over a bounded number of rows that an index finds, so that it costs the same whatever the size of the
//! store, and payments wait for none. Nothing takes a lease: a payment or a session is changed under the version that was read, and
//! to delete a row twice does no harm.

mod links;
mod marks;
mod payments;
mod sessions;

use jiff::{SignedDuration, Timestamp};

use crate::{
    Gateway, Refusal, audit_chain,
    ports::{CommitError, Kept, RetentionWrite, Write},
};

pub(crate) use links::strip as strip_link;
pub use marks::Marks;
pub(crate) use payments::strip as strip_payment;
pub(crate) use sessions::strip as strip_session;

/// The number of rows of a kind that a step forgets. A step of payments reads each of them, and a step of audit lines none.
const fn rows_per_step(kind: Kept) -> usize {
    match kind {
        Kept::Sessions | Kept::Payments => 10,
        Kept::Links | Kept::Cards | Kept::Payees | Kept::Authentications | Kept::Notifications => 20,
        Kept::Audit | Kept::Requests => 100,
    }
}

/// The number of rows of older versions into which a step writes what it needs to know of them.
const OLD_ROWS_PER_STEP: usize = 100;

/// The pause before the payments of a merchant are looked at again, once none was left.
const LOOK_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// How much later than it is known a card may have been used. The store writes a use down once in that time.
pub(crate) const CARD_USE_KNOWN_TO: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The kinds that steps forget, in their order.
pub const KINDS: [Kept; 8] = [
    Kept::Sessions,
    Kept::Links,
    Kept::Payments,
    Kept::Cards,
    Kept::Payees,
    Kept::Authentications,
    Kept::Notifications,
    Kept::Audit,
];

/// What a step has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// The number of rows that were forgotten. One that was looked at and kept does not count.
    pub rows: usize,
    /// Whether more may be due.
    pub more: bool,
}

/// Runs one step of each kind. Returns the number of rows, which is at least `full` where more may be due. A step that fails keeps
/// no other kind from its own; the round then fails as the first of them.
pub(crate) async fn round(gateway: &Gateway, full: usize) -> Result<usize, Refusal> {
    let (mut done, mut failure) = (Done::default(), None);
    let now = gateway.clock.now();
    for kind in KINDS {
        match step(gateway, kind, due_before(now)).await {
            Ok(step) => done = Done { rows: done.rows + step.rows, more: done.more || step.more },
            Err(refusal) => {
                failure.get_or_insert(refusal);
            }
        }
    }
    match failure {
        Some(refusal) => Err(refusal),
        None if done.more => Ok(done.rows.max(full)),
        None => Ok(done.rows),
    }
}

/// Returns the time before which the payments of a merchant must have been looked at to be looked at again.
fn due_before(now: Timestamp) -> Timestamp {
    now.saturating_sub(LOOK_PAUSE).unwrap_or(Timestamp::MIN)
}

/// Runs one step of a kind. `looked_before` is the time before which the payments of a merchant, or the blocks of the audit log, must
/// have been looked at to be looked at again.
pub async fn step(gateway: &Gateway, kind: Kept, looked_before: Timestamp) -> Result<Done, Refusal> {
    let (now, most) = (gateway.clock.now(), rows_per_step(kind));
    match kind {
        Kept::Sessions => sessions::step(gateway, now, most).await,
        Kept::Payments => payments::step(gateway, now, looked_before, most).await,
        Kept::Cards => {
            let undated = gateway.store.cards_to_date(OLD_ROWS_PER_STEP).await?;
            if undated > 0 {
                let write = RetentionWrite::DateCards { most: OLD_ROWS_PER_STEP };
                gateway.store.commit(now, vec![write.into()]).await?;
            }
            let done = delete_oldest(gateway, kind, now, most).await?;
            // A use that is written may be before the place up to which steps have come.
            if undated > 0 {
                gateway.retention_marks.forget(kind);
            }
            Ok(Done { more: done.more || undated > 0, ..done })
        }
        Kept::Audit => {
            let limit = limit(gateway, kind, now);
            let Some(more) = audit_chain::forget(gateway, limit, looked_before).await? else {
                return Ok(Done::default());
            };
            let done = delete_oldest(gateway, kind, now, most).await?;
            Ok(Done { more: done.more || more, ..done })
        }
        Kept::Links | Kept::Payees | Kept::Authentications | Kept::Notifications => {
            delete_oldest(gateway, kind, now, most).await
        }
        // They have a worker of their own, because there are as many of them as requests.
        Kept::Requests => Ok(Done::default()),
    }
}

/// Deletes the oldest rows of a kind, as far as they are due.
async fn delete_oldest(gateway: &Gateway, kind: Kept, now: Timestamp, most: usize) -> Result<Done, Refusal> {
    let limit = limit(gateway, kind, now);
    let from = gateway.retention_marks.place(kind, now);
    let oldest = gateway.store.oldest(kind, from, limit, most).await?;
    // Cards that are seen and not due are in wallets: their row is written so that they are not seen again.
    if oldest.due > 0 || (kind == Kept::Cards && oldest.seen > 0) {
        let write = RetentionWrite::DeleteOldest { kind, from, limit, most };
        gateway.store.commit(now, vec![write.into()]).await?;
    }
    if let Some(last) = oldest.last {
        gateway.retention_marks.set(kind, last, now);
    }
    Ok(Done { rows: oldest.due, more: oldest.seen == most })
}

/// Returns the time at which, or before which, what is due now has ended.
fn limit(gateway: &Gateway, kind: Kept, now: Timestamp) -> Timestamp {
    let (retention, calendar) = (gateway.settings.retention, &gateway.settings.calendar);
    match kind {
        Kept::Sessions | Kept::Links => retention.sessions.before(now, calendar),
        // A payout is kept as long as a payment.
        Kept::Payments | Kept::Payees => retention.payments.before(now, calendar),
        // The last use is known to a month: a card is kept for its time and that month.
        Kept::Cards => {
            let limit = retention.cards.before(now, calendar);
            limit.saturating_sub(CARD_USE_KNOWN_TO).unwrap_or(Timestamp::MIN)
        }
        Kept::Notifications => retention.notifications.before(now, calendar),
        Kept::Audit => retention.audit.before(now, calendar),
        // Each has the time of its own.
        Kept::Authentications | Kept::Requests => now,
    }
}

/// Counts the rows of a kind that are due, at most `most`. The time grows with their number.
pub async fn count_due(gateway: &Gateway, kind: Kept, most: usize) -> Result<usize, Refusal> {
    let now = gateway.clock.now();
    Ok(gateway.store.count_due(kind, limit(gateway, kind, now), most).await?)
}

/// Commits the writes for each of several things in one commit, and one by one where another commit has changed one of them.
/// Returns those that were changed.
async fn commit_each<'a, T: Sync>(
    gateway: &Gateway,
    now: Timestamp,
    things: &'a [T],
    writes: impl Fn(&T) -> Vec<Write> + Sync,
) -> Result<Vec<&'a T>, Refusal> {
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let all = things.iter().flat_map(&writes).collect();
    match gateway.store.commit(now, all).await {
        Ok(()) => return Ok(Vec::new()),
        Err(CommitError::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    let mut changed = Vec::new();
    for thing in things {
        match gateway.store.commit(now, writes(thing)).await {
            Ok(()) => {}
            Err(CommitError::Stale) => changed.push(thing),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(changed)
}
