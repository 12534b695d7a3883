//! What the instances have taken together from the buckets of their limits.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;

/// A bucket as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFromBucket {
    /// The name of the bucket.
    pub bucket: String,
    /// The time at which the bucket is full again, in microseconds of the Unix epoch.
    pub full_at_us: i64,
}

#[async_trait]
/// Reads buckets.
pub trait Buckets {
    /// Reads at most `most` buckets that were changed at `since` or later, the newest first.
    async fn taken_from_buckets(
        &self,
        since: Timestamp,
        most: usize,
    ) -> Result<Vec<TakenFromBucket>, StoreError>;
}

/// A write of a bucket.
pub enum LimitWrite {
    /// Takes from a bucket as many tokens as flow back in a time, in microseconds. A bucket that is not there is full.
    Take { bucket: String, missing_us: i64 },
    /// Deletes a bounded number of buckets that are full at `full_by`.
    Forget { full_by: Timestamp },
}
