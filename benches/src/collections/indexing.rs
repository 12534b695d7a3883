//! Waits until the gateway has listed a store that was filled while none ran, so that filters find its transactions by an index.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::population::Population;
use crate::crowd::House;
use crate::run::Error;

const LIMIT: Duration = Duration::from_secs(3_600);
const PAUSE: Duration = Duration::from_millis(100);
/// Transactions are listed when they are half a minute old. The models are, and are not part of the time that is told.
const YOUNG: i64 = 1_000;

/// Returns the time that it took. The gateway has just been started.
pub(super) async fn finish(house: &House<'_>, population: &Population) -> Result<Duration, Error> {
    let all = i64::try_from(population.of_all).unwrap_or(i64::MAX);
    let (start, mut took) = (Instant::now(), None);
    while start.elapsed() < LIMIT {
        let listed = house.number("SELECT SUM(listed_count) FROM merchants")?;
        if listed >= all - YOUNG {
            took.get_or_insert(start.elapsed());
        }
        if let Some(took) = took.filter(|_| listed >= all) {
            return Ok(took);
        }
        sleep(PAUSE).await;
    }
    Err(Error::Unexpected("not all transactions are listed within an hour"))
}
