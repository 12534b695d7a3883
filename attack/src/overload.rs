//! Ten times as many callers as are served without a refusal. Each sends one payment after the other, and heeds `Retry-After`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::{
    Failure,
    figures::{Aim, Figures},
    http::Connection,
    options::Options,
    requests,
    site::Site,
};

/// As many callers as have a place or wait in order: the load at which nobody is refused.
const FULL: usize = 256;
const TIMES: usize = 10;
const SPAN: Duration = Duration::from_secs(12);
/// The time at the beginning of a load that does not count: memory is new, and a queue is let grow for as long as
/// `overload.wait_limit_ms`.
const WARM_UP: Duration = Duration::from_secs(3);
/// The `Retry-After` of a refusal.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// The connections of one address.
const AT_ONE_ADDRESS: usize = 40;
const AIM_OF_P99: f64 = 2.0;
const AIM_OF_THROUGHPUT: f64 = 0.9;

pub(crate) async fn run(site: &Site, options: &Options, figures: &mut Figures) -> Result<(), Failure> {
    let span = if options.is_short { SPAN / 3 } else { SPAN };
    let full = load(site, FULL, span).await?;
    let over = load(site, FULL * TIMES, span).await?;
    for (name, seen) in [("full load", &full), ("ten times full load", &over)] {
        figures.add(format!("{name}: payments"), seen.per_second(), "/s");
        figures.add(format!("{name}: p50 of those served"), ms(seen.percentile(50)), "ms");
        figures.add(format!("{name}: p99 of those served"), ms(seen.percentile(99)), "ms");
        figures.add(format!("{name}: the longest of those served"), ms(seen.percentile(100)), "ms");
        figures.add(format!("{name}: refused"), f64::from(seen.refused), "");
        figures.add(format!("{name}: without an answer"), f64::from(seen.lost), "");
    }
    let p99 = ms(over.percentile(99)) / ms(full.percentile(99));
    figures.compare("p99, over that of full load", p99, "", Aim::AtMost(AIM_OF_P99 * options.slack()));
    let throughput = over.per_second() / full.per_second();
    figures.compare(
        "throughput, over that of full load",
        throughput,
        "",
        Aim::AtLeast(AIM_OF_THROUGHPUT / options.slack()),
    );
    Ok(())
}

#[derive(Default)]
struct Seen {
    served: Vec<Duration>,
    refused: u32,
    lost: u32,
    span: Duration,
}

impl Seen {
    fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.served.len()).unwrap_or(u32::MAX)) / self.span.as_secs_f64()
    }

    fn percentile(&self, percent: usize) -> Duration {
        let mut served = self.served.clone();
        served.sort_unstable();
        let rank = (served.len() * percent).div_ceil(100).saturating_sub(1);
        served.get(rank).copied().unwrap_or_default()
    }
}

async fn load(site: &Site, callers: usize, span: Duration) -> Result<Seen, Failure> {
    let mut lines = Vec::with_capacity(callers);
    for number in 0..callers {
        lines.push(site.connect(address(number)).await?);
    }
    let key: Arc<str> = site.authorization.as_str().into();
    let start = Instant::now() + WARM_UP;
    let mut tasks = JoinSet::new();
    for (number, line) in lines.into_iter().enumerate() {
        tasks.spawn(call(line, address(number), site.http, Arc::clone(&key), start, span));
    }
    let mut total = Seen { span, ..Seen::default() };
    for seen in tasks.join_all().await {
        total.served.extend(seen.served);
        total.refused += seen.refused;
        total.lost += seen.lost;
    }
    Ok(total)
}

async fn call(
    mut line: Connection,
    from: Ipv4Addr,
    to: SocketAddr,
    key: Arc<str>,
    start: Instant,
    span: Duration,
) -> Seen {
    let mut seen = Seen::default();
    let end = start + span;
    while Instant::now() < end {
        let request = requests::payment(&key, 1_000, "");
        let began = Instant::now();
        let answer = line.exchange(request.as_bytes()).await;
        // Only what ends within the span counts.
        let counts = (start..=end).contains(&Instant::now());
        match answer {
            Ok(answer) if answer.status == 201 => {
                seen.served.extend(counts.then(|| began.elapsed()));
            }
            Ok(_) => {
                seen.refused += u32::from(counts);
                sleep(RETRY_AFTER).await;
            }
            Err(_) => {
                seen.lost += u32::from(counts);
                sleep(RETRY_AFTER).await;
                let Ok(other) = Connection::open(from, to).await else { continue };
                line = other;
            }
        }
    }
    seen
}

fn address(number: usize) -> Ipv4Addr {
    let low = u8::try_from(number / AT_ONE_ADDRESS + 1).unwrap_or(u8::MAX);
    Ipv4Addr::new(127, 2, 0, low)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
