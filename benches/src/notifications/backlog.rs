//! The rate at which a gateway sends notifications when a backlog is due at its start.

use std::sync::Arc;
use std::time::Duration;

use rig::Options;
use tokio::time::sleep;

use super::{CONNECTIONS, sessions, start};
use crate::buyer::Cancels;
use crate::figures::Rate;
use crate::listener::Listener;
use crate::load::drive;
use crate::proc::process_cpu;
use crate::run::{Error, REST};

const COUNT: usize = 5_000;
/// The interval after which each is due again, in seconds. It is longer than making them all takes.
const INTERVAL_S: u64 = 30;
const WAIT_LIMIT: Duration = Duration::from_secs(120);

pub(super) async fn measure(house: &Options) -> Result<Rate, Error> {
    let mut house = house.clone();
    house.settings.push(format!("notifications.retry_interval_s={INTERVAL_S}"));
    let listener = Listener::start(Duration::ZERO).await?;
    listener.closes();

    let gateway = start(&house)?;
    let shop = gateway.shop()?;
    let cancels = Arc::new(Cancels::of(sessions(&shop, listener.url(), COUNT).await?));
    let cancelled = drive(&[shop], CONNECTIONS, WAIT_LIMIT, &cancels).await?;
    // The gateway stops when all attempts that it began have ended, so the last becomes due within an
    // interval from now.
    gateway.stop()?;
    sleep(Duration::from_secs(INTERVAL_S)).await;

    listener.opens();
    let gateway = start(&house)?;
    let arrivals = listener.heard_of(COUNT, WAIT_LIMIT).await?;
    // The results of the last attempts are written in this time.
    sleep(REST).await;
    let cpu = process_cpu(gateway.id())?;
    gateway.stop()?;
    let took = match (arrivals.values().min(), arrivals.values().max()) {
        (Some(first), Some(last)) => *last - *first,
        _ => Duration::ZERO,
    };
    let count = u32::try_from(COUNT).unwrap_or(u32::MAX);
    Ok(Rate {
        name: format!("notifications, a backlog of {COUNT}"),
        per_second: f64::from(count - 1) / took.as_secs_f64(),
        latency: None,
        cpu: cpu / count,
        database_cpu: None,
        refused: cancelled.refused,
        refusal: cancelled.refusal,
    })
}
