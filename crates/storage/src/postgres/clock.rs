//! A clock that tells the database's time. It measures that time every few seconds, and counts on from there by this
//! process's own monotonic clock: no instance's wall clock matters to money, and to ask for the time costs no query.

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

const MEASURING_INTERVAL: Duration = Duration::from_secs(5);
/// Questions of one measurement; the one with the quickest answer counts.
const SAMPLES: usize = 5;
/// The clock follows a correction backwards by more than this at once. For less it stands still until it is right.
const BACKWARD_STEP_US: i64 = 1_000_000;
/// A correction forwards by more than this would end authorisations and days for good. It is believed only when
/// [`MEASUREMENTS_FOR_A_LEAP`] in a row have seen it.
const LEAP_US: i64 = 60_000_000;
const MEASUREMENTS_FOR_A_LEAP: u32 = 60;

pub(super) struct DatabaseClock {
    started: Instant,
    /// The database's time, in microseconds since 1970, when this clock was started.
    start_us: AtomicI64,
    /// The time that was told last, in microseconds since 1970.
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
        clock.measure(session).await?;
        Ok(clock)
    }

    fn elapsed_us(&self) -> i64 {
        i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX)
    }

    async fn measure(&self, session: &mut Session) -> Result<(), ConnectError> {
        let mut best = (i64::MAX, 0);
        for _ in 0..SAMPLES {
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
        if self.is_doubtful(start_us) {
            return;
        }
        let before_us = self.start_us.swap(start_us, Ordering::Relaxed);
        let back_us = before_us.saturating_sub(start_us);
        if back_us > BACKWARD_STEP_US {
            tracing::warn!(back_ms = back_us / 1_000, "the database's clock was set back; this one follows");
            self.told_us.store(0, Ordering::Relaxed);
        }
    }
}

impl DatabaseClock {
    /// Whether a measurement is to be ignored because it is a leap forward that has not lasted yet. The first measurement
    /// of all is believed.
    fn is_doubtful(&self, start_us: i64) -> bool {
        let before_us = self.start_us.load(Ordering::Relaxed);
        let forward_us = start_us.saturating_sub(before_us);
        if before_us == 0 || forward_us <= LEAP_US {
            self.leaps.store(0, Ordering::Relaxed);
            return false;
        }
        let seen = self.leaps.fetch_add(1, Ordering::Relaxed) + 1;
        let seconds = forward_us / 1_000_000;
        if seen == 1 {
            tracing::error!(seconds, "the database's clock leapt forward: not believed yet, check it");
        } else if seen == MEASUREMENTS_FOR_A_LEAP {
            tracing::warn!(seconds, "the database's clock stays ahead: this one follows");
        }
        seen < MEASUREMENTS_FOR_A_LEAP
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
    us.ok_or(ConnectError::Unexpected("it does not tell the time"))
}

/// Measures again and again for as long as somebody holds the clock and the pool.
pub(super) fn measure_regularly(clock: &Arc<DatabaseClock>, pool: &Arc<Pool>) {
    let (clock, pool) = (Arc::downgrade(clock), Arc::downgrade(pool));
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(MEASURING_INTERVAL).await;
            let (Some(clock), Some(pool)) = (clock.upgrade(), pool.upgrade()) else { return };
            let measuring = async move { clock.measure(&mut *pool.take(Urgency::High).await?).await };
            // Each measurement is a task of its own, so that one that panics is not the last.
            match tokio::spawn(measuring).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::debug!(%error, "the database does not tell the time; the last measurement counts");
                }
                Err(error) => tracing::error!(%error, "a measurement of the database's time broke off"),
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
        clock.set(hour_us - BACKWARD_STEP_US / 2);
        assert!(clock.now() >= first, "it never runs backwards");
        clock.set(hour_us / 2);
        assert!(clock.now() < first, "it follows a clock that was set");
        for _ in 1..MEASUREMENTS_FOR_A_LEAP {
            clock.set(hour_us);
            assert!(clock.now() < first, "a leap forward may be a mistake");
        }
        clock.set(hour_us);
        assert!(clock.now() >= first, "it lasts");
    }
}
