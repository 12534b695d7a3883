//! Limits on how often something may happen: a bucket of tokens for each card, address, session or merchant.
//!
//! A full bucket holds as many tokens as the limit allows in its window. A token is taken each time, and tokens flow back evenly, a
//! bucket of them in a window. So a burst may use the whole bucket, and afterwards as much happens as flows back (the
//! "generic cell rate algorithm" of ITU-T I.371, in its form with one time as its state).

use jiff::{SignedDuration, Timestamp};

/// A limit: so many in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    count: u32,
    window_us: i64,
}

impl Limit {
    /// The largest number in a window. Tokens then flow back each 0.6 µs at the least, which is still told apart from none.
    pub const MAX: u32 = 60_000_000;

    pub const fn per_minute(count: u32) -> Self {
        Self { count, window_us: 60_000_000 }
    }

    pub const fn per_hour(count: u32) -> Self {
        Self { count, window_us: 3_600_000_000 }
    }

    pub const fn count(self) -> u32 {
        self.count
    }

    /// Returns the time in which tokens flow back, at most those of a full bucket, in microseconds.
    fn flow_us(self, tokens: u32) -> i64 {
        let count = self.count.max(1);
        i64::from(tokens.min(count)) * (self.window_us / i64::from(count)).max(1)
    }
}

/// A bucket of tokens. Its state is the time at which it is full again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bucket {
    full_at_us: i64,
}

/// A bucket has not enough tokens: the time until it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted {
    pub wait: SignedDuration,
}

impl Bucket {
    /// A bucket that is full at a time, in microseconds of the Unix epoch.
    pub const fn full_at(full_at_us: i64) -> Self {
        Self { full_at_us }
    }

    pub const fn full_at_us(self) -> i64 {
        self.full_at_us
    }

    /// Takes tokens. Where there are not as many, the bucket stays as it was. Whatever needs more than a full bucket has takes a full
    /// one, or it would be refused for ever.
    pub fn take(&mut self, limit: Limit, tokens: u32, now: Timestamp) -> Result<(), Exhausted> {
        self.full_at_us = self.full_after_us(limit, tokens, now)?;
        Ok(())
    }

    /// Returns whether a token could be taken.
    pub fn look(self, limit: Limit, now: Timestamp) -> Result<(), Exhausted> {
        self.full_after_us(limit, 1, now).map(|_| ())
    }

    /// Returns when the bucket is full again once the tokens are taken.
    fn full_after_us(self, limit: Limit, tokens: u32, now: Timestamp) -> Result<i64, Exhausted> {
        let now_us = now.as_microsecond();
        let after_us = self.full_at_us.max(now_us).saturating_add(limit.flow_us(tokens));
        let wait_us = after_us.saturating_sub(now_us).saturating_sub(limit.window_us);
        if wait_us <= 0 {
            Ok(after_us)
        } else {
            Err(Exhausted { wait: SignedDuration::from_micros(wait_us) })
        }
    }

    /// Gives tokens back that were taken for something that did not happen.
    pub fn give_back(&mut self, limit: Limit, tokens: u32) {
        self.full_at_us = self.full_at_us.saturating_sub(limit.flow_us(tokens));
    }

    /// Returns the tokens that are missing, as the time in which they flow back, in microseconds.
    pub fn missing_us(self, now: Timestamp) -> i64 {
        self.full_at_us.saturating_sub(now.as_microsecond()).max(0)
    }

    /// Takes as many tokens as flow back in a time, which may be more than the bucket has: other instances have taken them.
    pub fn drain_us(&mut self, missing_us: i64, now: Timestamp) {
        self.full_at_us = self.full_at_us.max(now.as_microsecond()).saturating_add(missing_us.max(0));
    }

    /// Returns the part of the tokens that is missing, in millionths. It is that of an empty bucket where more were taken.
    pub fn missing_millionths(self, limit: Limit, now: Timestamp) -> i64 {
        const EMPTY: i64 = 1_000_000;
        self.missing_us(now).min(limit.window_us).saturating_mul(EMPTY) / limit.window_us
    }

    /// Whether at least a quarter of the tokens is missing.
    pub fn is_used(self, limit: Limit, now: Timestamp) -> bool {
        self.missing_us(now) >= limit.window_us / 4
    }
}
