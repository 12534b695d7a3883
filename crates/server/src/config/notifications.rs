//! The settings of notifications: their schedule, and the authorities trusted for merchants' servers.

use domain::notification::Schedule;
use jiff::SignedDuration;

use super::{ConfigError, Mode, Notifications, sources::Loaded};

const RETRY_INTERVAL: &str = "notifications.retry_interval_s";
const GIVE_UP_AFTER: &str = "notifications.give_up_after_s";

pub(super) fn parse(values: &Loaded, mode: Mode) -> Result<Notifications, ConfigError> {
    let schedule = Schedule {
        interval: seconds(values, RETRY_INTERVAL, 3_600, "seconds between 1 and 3600")?,
        give_up_after: seconds(values, GIVE_UP_AFTER, 604_800, "seconds between 1 and 604800")?,
    };
    if mode == Mode::Production && schedule != Schedule::STANDARD {
        return Err(ConfigError(format!(
            "{RETRY_INTERVAL} and {GIVE_UP_AFTER} are 60 and 7200 in production: shops count on being told each \
             minute for two hours. Other values are for tests in the sandbox."
        )));
    }
    let authorities = values.text("notifications.ca");
    let authorities = (!authorities.is_empty()).then(|| authorities.into()).into_iter().collect();
    Ok(Notifications { schedule, authorities })
}

fn seconds(
    values: &Loaded,
    name: &'static str,
    most: i64,
    rule: &str,
) -> Result<SignedDuration, ConfigError> {
    match values.parse(name, rule)? {
        seconds if (1..=most).contains(&seconds) => Ok(SignedDuration::from_secs(seconds)),
        _ => Err(values.refuse(name, rule)),
    }
}
