//! The delay of notifications while there is little other work.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use client::Client;
use document::{Tree, read_json};
use rig::{Gateway, Options};
use tokio::time::{MissedTickBehavior, interval};

use super::{CONNECTIONS, sessions, start};
use crate::buyer::{Cancels, cancel};
use crate::figures::Rate;
use crate::line::Line;
use crate::listener::Listener;
use crate::load::{Done, drive};
use crate::percentiles::Percentiles;
use crate::proc::process_cpu;
use crate::run::Error;

const COUNT: usize = 500;
/// The pause between one cancellation and the next.
const EVERY: Duration = Duration::from_millis(20);
/// The pause of a server that hangs. It is longer than the gateway waits for a merchant (10 s).
const FOR_EVER: Duration = Duration::from_secs(600);
/// The number of notifications to the server that hangs, all due at once: as many as a busy shop has in some
/// minutes.
const HANGING: usize = 1_000;
const WAIT_LIMIT: Duration = Duration::from_secs(300);

pub(super) async fn alone(house: &Options) -> Result<Vec<Rate>, Error> {
    let gateway = start(house)?;
    let rate = told_soon(&gateway, "notifications: delay, 50 a second").await?;
    gateway.stop()?;
    Ok(vec![rate])
}

pub(super) async fn beside_one_that_hangs(house: &Options) -> Result<Vec<Rate>, Error> {
    let gateway = start(house)?;
    let listener = Listener::start(FOR_EVER).await?;
    let shop = another_merchant(&gateway)?;
    let cancels = Arc::new(Cancels::of(sessions(&shop, listener.url(), HANGING).await?));
    let cancelled = drive(&[shop], CONNECTIONS, WAIT_LIMIT, &cancels).await?;
    let rate = told_soon(&gateway, "    beside a merchant that hangs").await?;
    drop(listener);
    gateway.stop()?;
    Ok(vec![Rate {
        refused: rate.refused + cancelled.refused,
        refusal: rate.refusal.or(cancelled.refusal),
        ..rate
    }])
}

/// Cancels sessions one after the other, and measures the delay of their notifications.
async fn told_soon(gateway: &Gateway, name: &str) -> Result<Rate, Error> {
    let listener = Listener::start(Duration::ZERO).await?;
    let shop = gateway.shop()?;
    let sessions = sessions(&shop, listener.url(), COUNT).await?;
    let mut line = Line::open(&shop).await?;
    let (mut ends, mut refusals) = (HashMap::new(), Vec::new());
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (start, cpu) = (Instant::now(), process_cpu(gateway.id())?);
    for session in sessions {
        ticks.tick().await;
        let answer = cancel(&mut line, session.clone()).await?;
        // The buyer has the answer now, so the delay is measured from now.
        ends.insert(session, Instant::now());
        if let Done::Refused(words) = answer {
            refusals.push(words);
        }
    }
    let took = start.elapsed();
    let arrivals = listener.heard_of(ends.len() - refusals.len(), WAIT_LIMIT).await?;
    let cpu = process_cpu(gateway.id())?.saturating_sub(cpu);
    let delay = |(session, at): (&String, &Instant)| Some(at.saturating_duration_since(*ends.get(session)?));
    let count = u32::try_from(COUNT).unwrap_or(u32::MAX);
    Ok(Rate {
        name: name.to_owned(),
        per_second: f64::from(count) / took.as_secs_f64(),
        latency: Some(Percentiles::of(arrivals.iter().filter_map(delay).collect())),
        cpu: cpu / count,
        database_cpu: None,
        refused: u64::try_from(refusals.len()).unwrap_or(u64::MAX),
        refusal: refusals.into_iter().next(),
    })
}

fn another_merchant(gateway: &Gateway) -> Result<Client, Error> {
    let unreadable = || Error::Unexpected("what `merchant create` says cannot be read");
    let words = ["merchant", "create", "--name", "Hanging", "--json"];
    let made = read_json(gateway.manage(&words)?.as_bytes()).map_err(|_| unreadable())?;
    let text = |name: &str| made.at(&[name]).and_then(Tree::as_text).ok_or_else(unreadable);
    Ok(gateway.shop_of(text("merchant_id")?, text("access_key")?)?)
}
