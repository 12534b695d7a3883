//! The buckets of an instance: a table that never grows beyond a fixed number of them.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::velocity::{Bucket, Exhausted, Limit};
use indexmap::IndexMap;
use jiff::Timestamp;

/// The number of parts, each with a lock of its own, so that requests seldom wait for each other.
const SHARDS: usize = 16;
/// The largest number of buckets in a part. With 16 parts that is 131,072 buckets, some 25 MiB.
const MAX_BUCKETS: usize = 8_192;
/// The number of buckets among which the fullest gives way to a new one.
const SAMPLE: usize = 8;
/// The limit by which a bucket is compared whose own is not known, because only other instances have taken tokens. It has the shortest
/// window, so that a bucket is never taken for fuller than it is.
const UNKNOWN: Limit = Limit::per_minute(1);

/// Buckets by name. One that is not there is full.
pub(super) struct Table {
    shards: [Mutex<Shard>; SHARDS],
    /// It differs in each process, so that nobody can choose names that meet in one part.
    hasher: RandomState,
    count: AtomicUsize,
}

type Shard = IndexMap<Box<str>, Entry>;

#[derive(Default)]
struct Entry {
    bucket: Bucket,
    /// The limit under which the last token was taken. `None`: only other instances have taken tokens.
    limit: Option<Limit>,
    /// What this instance has taken and the store does not know, as the time in which it flows back, in microseconds.
    unshared_us: i64,
}

/// What an instance has taken from a bucket and not shared yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unshared {
    pub(super) bucket: Box<str>,
    pub(super) missing_us: i64,
}

impl Default for Table {
    fn default() -> Self {
        let shards = std::array::from_fn(|_| Mutex::default());
        Self { shards, hasher: RandomState::new(), count: AtomicUsize::new(0) }
    }
}

impl Table {
    /// Whether every bucket is full. It may be a moment behind.
    pub(super) fn is_empty(&self) -> bool {
        self.count.load(Ordering::Relaxed) == 0
    }

    pub(super) fn take(
        &self,
        name: &str,
        limit: Limit,
        tokens: u32,
        now: Timestamp,
    ) -> Result<(), Exhausted> {
        self.entry(name, now, |entry| {
            entry.limit = Some(limit);
            let before_us = entry.bucket.missing_us(now);
            entry.bucket.take(limit, tokens, now)?;
            entry.unshared_us += entry.bucket.missing_us(now) - before_us;
            Ok(())
        })
    }

    pub(super) fn look(&self, name: &str, limit: Limit, now: Timestamp) -> Result<(), Exhausted> {
        let (shard, _) = self.shard(name);
        shard.get(name).map_or(Ok(()), |entry| entry.bucket.look(limit, now))
    }

    /// Gives back tokens that were taken at `now`.
    pub(super) fn give_back(&self, name: &str, limit: Limit, tokens: u32, now: Timestamp) {
        let (mut shard, _) = self.shard(name);
        if let Some(entry) = shard.get_mut(name) {
            let before_us = entry.bucket.missing_us(now);
            entry.bucket.give_back(limit, tokens);
            entry.unshared_us -= before_us - entry.bucket.missing_us(now);
        }
    }

    /// Removes full buckets. Returns what was taken from used ones and is not shared, and takes it for shared: of each part at most
    /// `most_of_part` of them, so that no part has to wait for another.
    pub(super) fn sweep(&self, now: Timestamp, most_of_part: usize) -> Vec<Unshared> {
        let mut unshared = Vec::new();
        for shard in &self.shards {
            let mut shard = lock(shard);
            let before = shard.len();
            shard.retain(|_, entry| entry.bucket.missing_us(now) > 0);
            self.count.fetch_sub(before - shard.len(), Ordering::Relaxed);
            let used = shard.iter_mut().filter(|(_, entry)| entry.is_to_share(now)).take(most_of_part);
            unshared.extend(used.map(|(name, entry)| {
                entry.settle(now);
                Unshared { bucket: name.clone(), missing_us: std::mem::take(&mut entry.unshared_us) }
            }));
        }
        unshared
    }

    /// Takes back what could not be shared.
    pub(super) fn restore(&self, unshared: &Unshared, now: Timestamp) {
        self.entry(&unshared.bucket, now, |entry| entry.unshared_us += unshared.missing_us);
    }

    /// Takes over what all instances have taken from a bucket together, as the store has it.
    pub(super) fn adopt(&self, name: &str, shared: Bucket, now: Timestamp) {
        if shared.missing_us(now) == 0 {
            return;
        }
        self.entry(name, now, |entry| {
            entry.settle(now);
            entry.bucket = shared;
            entry.bucket.drain_us(entry.unshared_us, now);
        });
    }

    /// Changes a bucket. Where a new one has no room, the fullest of a few others gives way: that with the smallest part of its tokens
    /// missing, whatever the window in which they flow back.
    fn entry<T>(&self, name: &str, now: Timestamp, change: impl FnOnce(&mut Entry) -> T) -> T {
        let (mut shard, hash) = self.shard(name);
        if let Some(entry) = shard.get_mut(name) {
            return change(entry);
        }
        if shard.len() >= MAX_BUCKETS {
            let others =
                (0..SAMPLE).map(|place| hash.wrapping_add(place * (MAX_BUCKETS / SAMPLE)) % shard.len());
            let fullest = others.min_by_key(|place| shard[*place].missing_millionths(now));
            fullest.and_then(|place| shard.swap_remove_index(place));
        } else {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
        change(shard.entry(name.into()).or_default())
    }

    /// Locks the part of a name. Returns the rest of its hash as well.
    fn shard(&self, name: &str) -> (MutexGuard<'_, Shard>, usize) {
        let hash = usize::try_from(self.hasher.hash_one(name)).unwrap_or_default();
        (lock(&self.shards[hash % SHARDS]), hash / SHARDS)
    }
}

impl Entry {
    /// What flows back is first what the store knows of, then what is not shared.
    fn settle(&mut self, now: Timestamp) {
        self.unshared_us = self.unshared_us.clamp(0, self.bucket.missing_us(now));
    }

    fn missing_millionths(&self, now: Timestamp) -> i64 {
        self.bucket.missing_millionths(self.limit.unwrap_or(UNKNOWN), now)
    }

    /// Whether others should know. A bucket that is nearly full is not shared: most buyers try one card, and a write for each would
    /// be a write for each payment.
    fn is_to_share(&self, now: Timestamp) -> bool {
        self.unshared_us > 0 && self.limit.is_some_and(|limit| self.bucket.is_used(limit, now))
    }
}

fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const LIMIT: Limit = Limit::per_minute(8);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_000_000 + seconds)
    }

    /// Takes tokens until there are none, and returns their number.
    fn taken(table: &Table, name: &str, now: Timestamp) -> usize {
        (0..100).take_while(|_| table.take(name, LIMIT, 1, now).is_ok()).count()
    }

    /// Shares what both tables have taken, as the worker does with the store in between.
    fn share(tables: [&Table; 2], store: &mut Bucket, now: Timestamp) {
        for table in tables {
            for unshared in table.sweep(now, 10) {
                store.drain_us(unshared.missing_us, now);
            }
        }
        for table in tables {
            table.adopt("card", *store, now);
        }
    }

    #[test]
    fn two_instances_add_up() {
        let (one, other, mut store) = (Table::default(), Table::default(), Bucket::default());
        for table in [&one, &other] {
            for _ in 0..3 {
                table.take("card", LIMIT, 1, at(0)).unwrap();
            }
        }
        share([&one, &other], &mut store, at(0));
        assert_eq!(taken(&one, "card", at(0)), 2, "six of eight are taken");
        share([&one, &other], &mut store, at(0));
        assert_eq!(taken(&other, "card", at(0)), 0);
        // Sharing again what is known changes nothing, and what flows back flows back once.
        share([&one, &other], &mut store, at(0));
        share([&one, &other], &mut store, at(15));
        assert_eq!(taken(&one, "card", at(15)), 2);
        share([&one, &other], &mut store, at(15));
        assert_eq!(taken(&other, "card", at(15)), 0);
        share([&one, &other], &mut store, at(75));
        assert_eq!(taken(&one, "card", at(75)), 8);
    }

    #[test]
    fn what_could_not_be_shared_is_shared_later() {
        let (one, other, mut store) = (Table::default(), Table::default(), Bucket::default());
        assert_eq!(taken(&one, "card", at(0)), 8);
        for unshared in one.sweep(at(0), 10) {
            one.restore(&unshared, at(0));
        }
        assert_eq!(taken(&one, "card", at(0)), 0);
        share([&one, &other], &mut store, at(0));
        assert_eq!(taken(&other, "card", at(0)), 0);
    }

    #[test]
    fn a_nearly_full_bucket_is_not_shared() {
        let table = Table::default();
        table.take("card", LIMIT, 1, at(0)).unwrap();
        assert_eq!(table.sweep(at(0), 10), []);
        table.take("card", LIMIT, 1, at(0)).unwrap();
        assert_eq!(table.sweep(at(0), 10).len(), 1, "a quarter is taken");
        assert_eq!(table.sweep(at(0), 10), [], "once");
    }

    #[test]
    fn memory_is_bounded_and_the_emptiest_buckets_stay() {
        let table = Table::default();
        assert_eq!(taken(&table, "attacker", at(0)), 8);
        for number in 0..SHARDS * MAX_BUCKETS * 2 {
            table.take(&format!("buyer {number}"), LIMIT, 1, at(0)).unwrap();
        }
        let count: usize = table.shards.iter().map(|shard| lock(shard).len()).sum();
        assert!(count <= SHARDS * MAX_BUCKETS && count == table.count.load(Ordering::Relaxed), "{count}");
        assert_eq!(taken(&table, "attacker", at(0)), 0, "others gave way");
        table.sweep(at(60), 0);
        assert!(table.is_empty(), "a full bucket is forgotten");
    }

    /// A bucket of an hour has more to flow back after one token of thirty than one of a minute after all.
    #[test]
    fn buckets_of_unlike_windows_are_compared_by_the_part_that_is_missing() {
        let table = Table::default();
        assert_eq!(taken(&table, "cards of a merchant", at(0)), 8);
        // Another instance has used up an hour, and this one does not know of what.
        let used_up = Bucket::full_at((at(0) + SignedDuration::from_hours(1)).as_microsecond());
        table.adopt("cards in a session", used_up, at(0));
        for number in 0..SHARDS * MAX_BUCKETS * 2 {
            table.take(&format!("buyer {number}"), Limit::per_hour(30), 1, at(0)).unwrap();
        }
        assert_eq!(taken(&table, "cards of a merchant", at(0)), 0, "others gave way");
        assert!(table.look("cards in a session", Limit::per_hour(30), at(0)).is_err(), "others gave way");
    }

    #[test]
    fn a_token_that_is_given_back_is_not_shared() {
        let table = Table::default();
        assert_eq!(taken(&table, "card", at(0)), 8);
        for _ in 0..8 {
            table.give_back("card", LIMIT, 1, at(0));
        }
        assert_eq!(table.sweep(at(0), 10), []);
        assert_eq!(taken(&table, "card", at(0)), 8);
    }
}
