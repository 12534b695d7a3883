//! The buckets of limits that several instances have taken tokens from. Each adds what it has taken, in one statement, so nothing
//! that another adds meanwhile is lost.

use async_trait::async_trait;
use gateway::ports::{Buckets, LimitWrite, StoreError, TakenFromBucket};
use jiff::Timestamp;

use crate::{
    bind::{count, moment},
    columns::table,
    database::Database,
    engine::Engine,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    spent_limits: bucket, full_at_us
}

#[async_trait]
impl<E: Engine> Buckets for Database<E> {
    async fn taken_from_buckets(
        &self,
        since: Timestamp,
        most: usize,
    ) -> Result<Vec<TakenFromBucket>, StoreError> {
        self.engine.all(changed(since, most)).await
    }
}

pub(crate) fn steps(at: Timestamp, write: LimitWrite) -> Vec<Step> {
    vec![match write {
        LimitWrite::Take { bucket, missing_us } => take(bucket, missing_us, at),
        LimitWrite::Forget { full_by } => forget(full_by),
    }]
}

fn take(bucket: String, missing_us: i64, at: Timestamp) -> Step {
    Step::new(
        Table::SpentLimits,
        "INSERT INTO spent_limits (bucket, full_at_us, changed_ms) VALUES ($1, $2, $3)
         ON CONFLICT (bucket) DO UPDATE
         SET full_at_us = CASE WHEN spent_limits.full_at_us > $4 THEN spent_limits.full_at_us ELSE $4 END + $5,
             changed_ms = $3",
        vec![
            Value::Text(bucket),
            Value::Integer(at.as_microsecond().saturating_add(missing_us)),
            moment(at),
            Value::Integer(at.as_microsecond()),
            Value::Integer(missing_us),
        ],
    )
}

/// Deletes at most 5,000 buckets, those first that are full for longest. A bucket that is full and was changed a moment ago stays: an instance may not have read it.
fn forget(full_by: Timestamp) -> Step {
    Step::new(
        Table::SpentLimits,
        "DELETE FROM spent_limits WHERE full_at_us <= $1 AND bucket IN
             (SELECT bucket FROM spent_limits WHERE full_at_us <= $1 AND changed_ms <= $2 ORDER BY full_at_us LIMIT 5000)",
        vec![Value::Integer(full_by.as_microsecond()), Value::Integer(full_by.as_millisecond() - 60_000)],
    )
}

pub(crate) fn changed(since: Timestamp, most: usize) -> Query<TakenFromBucket> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM spent_limits WHERE changed_ms >= $1 ORDER BY changed_ms DESC LIMIT $2"
        ),
        values: vec![moment(since), count(most)],
        read: |row| {
            Ok(TakenFromBucket {
                bucket: row.text(COLUMN.bucket)?.to_owned(),
                full_at_us: row.integer(COLUMN.full_at_us)?,
            })
        },
    }
}
