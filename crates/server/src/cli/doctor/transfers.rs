//! Files of transfers that nobody has exported: no payee is paid before the bank has them.

use domain::remittance::day_of;
use gateway::ports::{Clock as _, Store};
use jiff::civil::Date;

use super::Finding;
use crate::{
    config::{Config, Mode},
    ports::SystemClock,
};

/// The largest number of files that are read. There is one a day.
const MAX_FILES: usize = 10_000;

/// A file is late once its execution date is over. That is a fault where a real bank waits for it.
pub(super) async fn finding(config: &Config, store: &dyn Store) -> Finding {
    let now = SystemClock.now().saturating_add(config.clock_ahead).map_err(|error| error.to_string())?;
    let today = day_of(now, &config.calendar);
    let waiting = store.files_not_exported(Date::MAX, MAX_FILES).await.map_err(|error| error.to_string())?;
    let Some(oldest) = waiting.first() else {
        return Ok("every file of transfers that is closed was exported".to_owned());
    };
    let late = store.files_not_exported(today, MAX_FILES).await.map_err(|error| error.to_string())?;
    let transfers: i64 = waiting.iter().map(|file| file.transfers).sum();
    let words = format!(
        "files of transfers that nobody has exported: {}, with {transfers} transfers, the oldest of {}; with the bank by now should be: \
         {} (`guichet payout list`, `guichet payout export`)",
        waiting.len(),
        oldest.day,
        late.len()
    );
    match config.mode {
        Mode::Production if !late.is_empty() => Err(words),
        Mode::Production | Mode::Sandbox => Ok(words),
    }
}
