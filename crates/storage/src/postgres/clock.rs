//! A clock that follows the database's clock. The process's steady clock counts between two measurements, so that the
//! wall clock of an instance never matters to money, and reading the time costs no query.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use gateway::ports::Clock;
use jiff::Timestamp;

use super::{
    error::ConnectError,
    pool::{Pool, Urgency},
    session::Session,
};
use crate::{cells::Cell, query::Query};

const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Queries of one measurement; the one with the quickest answer counts.
const LOOKS: usize = 5;
/// A correction backwards by more microseconds than this is followed at once. After a smaller one the clock stands
/// still until the database has caught up.
const STEP_US: i64 = 1_000_000;

/// A correction forwards by more microseconds than this is a leap. It would end authorisations and days for good, so
/// the clock follows it only after [`LOOKS_FOR_A_LEAP`] measurements in a row.
const LEAP_US: i64 = 60_000_000;
const LOOKS_FOR_A_LEAP: u32 = 60;

pub(super) struct DatabaseClock {
    started: Instant,
    /// The database's time, in microseconds since 1970, when this clock was started.
    start_us: AtomicI64,
    /// The last time that was returned, in microseconds since 1970.
    told_us: AtomicI64,
    /// How many measurements in a row have seen a leap.
    leaps: AtomicU32,
}

impl Clock for DatabaseClock {
    fn now(&self) -> Timestamp {
        let now_us = self.start_us.load(Ordering::Relaxed).saturating_add(self.elapsed_us());
        let now_us = self.told_us.fetch_max(now_us, Ordering::Relaxed).max(now_us);
        Timestamp::from_microsecond(now_us).unwrap_or(Timestamp::MAX)
    }
}

impl DatabaseClock {
    pub(super) async fn read(session: &mut Session) -> Result<Self, ConnectError> {
        let zero = AtomicI64::new(0);
        let (told_us, leaps) = (AtomicI64::new(0), AtomicU32::new(0));
        let clock = Self { started: steady_now(), start_us: zero, told_us, leaps };
        clock.look(session).await?;
        Ok(clock)
    }

    fn elapsed_us(&self) -> i64 {
        i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX)
    }

    async fn look(&self, session: &mut Session) -> Result<(), ConnectError> {
        let mut best = (i64::MAX, 0);
        for _ in 0..LOOKS {
            let asked_us = self.elapsed_us();
            let database_us = database_us(session).await?;
            let answered_us = self.elapsed_us();
            let middle_us = asked_us.midpoint(answered_us);
            best = best.min((answered_us - asked_us, database_us.saturating_sub(middle_us)));
        }
        self.set(best.1);
        Ok(())
    }

    fn set(&self, start_us: i64) {
        if self.is_unbelievable(start_us) {
            return;
        }
        let before_us = self.start_us.swap(start_us, Ordering::Relaxed);
        let back_us = before_us.saturating_sub(start_us);
        if back_us > STEP_US {
            tracing::warn!(back_ms = back_us / 1_000, "the database's clock was set back; this one follows");
            self.told_us.store(0, Ordering::Relaxed);
        }
    }
}

impl DatabaseClock {
    /// Returns whether a measurement is an unconfirmed leap. The first measurement is always believed.
    fn is_unbelievable(&self, start_us: i64) -> bool {
        let before_us = self.start_us.load(Ordering::Relaxed);
        let forward_us = start_us.saturating_sub(before_us);
        if before_us == 0 || forward_us <= LEAP_US {
            self.leaps.store(0, Ordering::Relaxed);
            return false;
        }
        let seen = self.leaps.fetch_add(1, Ordering::Relaxed) + 1;
        let seconds = forward_us / 1_000_000;
        if seen == 1 {
            tracing::error!(seconds, "the database's clock leapt forward: not believed yet, look at it");
        } else if seen == LOOKS_FOR_A_LEAP {
            tracing::warn!(seconds, "the database's clock stays ahead: this one follows");
        }
        seen < LOOKS_FOR_A_LEAP
    }
}

#[expect(clippy::disallowed_methods, reason = "this is a Clock port: steady, and set by the database's")]
fn steady_now() -> Instant {
    Instant::now()
}

async fn database_us(session: &mut Session) -> Result<i64, ConnectError> {
    let query = Query {
        sql: "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint",
        values: Vec::new(),
        read: |row| Ok(if let Cell::Integer(us) = row.cell(0) { Some(us) } else { None }),
    };
    let us = session.ask(&query).await?.into_iter().next().and_then(Result::ok).flatten();
    us.ok_or(ConnectError::Strange("it does not tell the time"))
}

/// Measures the database's time every [`LOOK_EVERY`], until the clock or the pool is dropped.
pub(super) fn keep_right(clock: &Arc<DatabaseClock>, pool: &Arc<Pool>) {
    let (clock, pool) = (Arc::downgrade(clock), Arc::downgrade(pool));
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let (Some(clock), Some(pool)) = (clock.upgrade(), pool.upgrade()) else { return };
            let looked = async { clock.look(&mut *pool.take(Urgency::High).await?).await };
            if let Err(error) = looked.await {
                tracing::debug!(%error, "the database does not tell the time; the last look counts");
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_corrections_stop_it_and_steps_move_it() {
        let hour_us = 3_600_000_000;
        let clock = DatabaseClock {
            started: steady_now(),
            start_us: AtomicI64::new(hour_us),
            told_us: AtomicI64::new(0),
            leaps: AtomicU32::new(0),
        };
        let first = clock.now();
        clock.set(hour_us - STEP_US / 2);
        assert!(clock.now() >= first, "it never runs backwards");
        clock.set(hour_us / 2);
        assert!(clock.now() < first, "it follows a clock that was set");
        for _ in 1..LOOKS_FOR_A_LEAP {
            clock.set(hour_us);
            assert!(clock.now() < first, "a leap forward may be a mistake");
        }
        clock.set(hour_us);
        assert!(clock.now() >= first, "it lasts");
    }
}
