//! As many as the gateway can send: merchants were out of reach, and all of theirs is due when it starts.

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
/// After which each is due again, in seconds: longer than it takes to make them all.
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
    // It ends when whatever it had begun to send is answered, so the last becomes due an interval from now at the latest.
    gateway.stop()?;
    sleep(Duration::from_secs(INTERVAL_S)).await;

    listener.opens();
    let gateway = start(&house)?;
    let arrivals = listener.heard_of(COUNT, WAIT_LIMIT).await?;
    // What became of the last is written down as well.
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
