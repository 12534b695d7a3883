//! Adds up what the instances have counted: each tells the store now and then what it has taken, and reads what all have.

use std::sync::PoisonError;

use domain::velocity::Bucket;
use jiff::{SignedDuration, Timestamp};

use super::{Limits, bucket_name::counts_failures, table::Table};
use crate::{
    Gateway, Refusal,
    ports::{CommitError, LimitWrite, Write},
};

/// The largest number of buckets of each part of a table that a round shares: with 16 parts and two tables 1,024 rows.
const MAX_SHARED_OF_PART: usize = 32;
/// The largest number of buckets that a round reads: more than a few instances share in a round.
const MAX_READ: usize = 10_000;
/// The longest window of a limit. What was taken before it has flowed back.
const LONGEST_WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// The time for which rows are read again, because a commit that bears an earlier time may become visible later.
const LATE_COMMITS: SignedDuration = SignedDuration::from_secs(15);

/// Writes what this instance has taken from used buckets, and reads what all instances have taken.
pub(crate) async fn share(gateway: &Gateway) -> Result<(), Refusal> {
    let limits = &gateway.limits;
    let now = gateway.clock.now();
    let shared = [&limits.cards, &limits.failures].map(|table| (table, table.sweep(now, MAX_SHARED_OF_PART)));
    let mut all: Vec<_> = shared.iter().flat_map(|(_, unshared)| unshared.iter().cloned()).collect();
    // In one order, so that two instances that write the same rows do not block each other.
    all.sort();
    let write = |one: super::table::Unshared| -> Write {
        LimitWrite::Take { bucket: one.bucket.into(), missing_us: one.missing_us }.into()
    };
    if !all.is_empty() {
        match gateway.store.commit(now, all.into_iter().map(write).collect()).await {
            // Where it is not known, it counts as written: a limit that counts twice would refuse who is honest.
            Ok(()) | Err(CommitError::Unknown) => {}
            Err(error) => {
                for (table, unshared) in &shared {
                    for one in unshared {
                        table.restore(one, now);
                    }
                }
                return Err(error.into());
            }
        }
    }
    adopt(gateway, limits).await
}

async fn adopt(gateway: &Gateway, limits: &Limits) -> Result<(), Refusal> {
    let began = gateway.clock.now();
    let last = *limits.read_until.lock().unwrap_or_else(PoisonError::into_inner);
    let since = last.map_or_else(|| earlier(began, LONGEST_WINDOW), |last| earlier(last, LATE_COMMITS));
    let rows = gateway.store.taken_from_buckets(since, MAX_READ).await?;
    let now = gateway.clock.now();
    for row in rows {
        let table: &Table = if counts_failures(&row.bucket) { &limits.failures } else { &limits.cards };
        table.adopt(&row.bucket, Bucket::full_at(row.full_at_us), now);
    }
    *limits.read_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(began);
    Ok(())
}

fn earlier(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_sub(by).unwrap_or(Timestamp::MIN)
}
