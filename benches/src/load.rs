//! A load: a number of connections, each of which does one piece of work after the other for a time or until
//! there is no more.

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Answer, Client};
use tokio::task::JoinSet;

use crate::figures::Point;
use crate::line::Line;
use crate::orders::{Instruments, Kind};
use crate::percentiles::Percentiles;
use crate::proc::{process_cpu, resident};
use crate::run::Error;

/// The work that a connection repeats.
pub(crate) trait Work: Send + Sync + 'static {
    /// Does one piece of work, with all its requests. Returns `None` where there is no more.
    fn once(&self, line: &mut Line) -> impl Future<Output = Result<Option<Done>, Error>> + Send;
}

/// The outcome of a piece of work.
pub(crate) enum Done {
    /// The work was accepted. It has the id of what was made, if anything was.
    Accepted(Option<String>),
    /// The work was refused. It has the gateway's answer, for the person who looks for the reason.
    Refused(String),
}

impl Done {
    pub(crate) fn refused(answer: &Answer) -> Self {
        Self::Refused(format!("{} {}", answer.status, answer.body_text()))
    }
}

/// A request that a shop sends.
pub(crate) struct Job {
    pub(crate) path: String,
    pub(crate) body: String,
}

/// Returns the next request. `None` ends the load.
pub(crate) type Jobs = Arc<dyn Fn() -> Option<Job> + Send + Sync>;

/// The observations of all connections.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) elapsed: Duration,
    latencies: Vec<Duration>,
    pub(crate) refused: u64,
    /// The first refusal.
    pub(crate) refusal: Option<String>,
    /// The ids of what was made.
    pub(crate) accepted: Vec<String>,
}

/// A load, and its cost to the processes that served it.
pub(crate) struct Cost {
    pub(crate) requests: u32,
    pub(crate) per_second: f64,
    pub(crate) latency: Percentiles,
    /// The CPU time for each piece of work.
    pub(crate) cpu: Duration,
    pub(crate) cores: f64,
    pub(crate) refused: u64,
    pub(crate) refusal: Option<String>,
}

pub(crate) async fn measure(
    gateway: &rig::Gateway,
    instruments: &Arc<Instruments>,
    kind: Kind,
    connections: usize,
    span: Duration,
) -> Result<Point, Error> {
    let cost =
        cost(&[gateway.shop()?], &[gateway.id()], connections, span, &payments(instruments, kind)).await?;
    Ok(Point {
        kind,
        connections,
        payments: cost.requests,
        per_second: cost.per_second,
        latency: cost.latency,
        server_cpu: cost.cpu,
        server_cores: cost.cores,
        resident_kib: resident(gateway.id())?,
        refused: cost.refused,
        refusal: cost.refusal,
    })
}

/// Returns requests for payments, without end.
pub(crate) fn payments(instruments: &Arc<Instruments>, kind: Kind) -> Jobs {
    let instruments = Arc::clone(instruments);
    let path = || "/v1/checkout/payments".to_owned();
    Arc::new(move || Some(Job { path: path(), body: instruments.next(kind, "AUTOMATIC") }))
}

impl Work for dyn Fn() -> Option<Job> + Send + Sync {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let Some(job) = self() else { return Ok(None) };
        let answer = line.shop_posts(&job.path, job.body).await?;
        let is_accepted = answer.status == 201 && answer.text(&["result", "title"]) == Some("ACCEPTED");
        let made = || answer.text(&["transaction", "id"]).map(str::to_owned);
        Ok(Some(if is_accepted { Done::Accepted(made()) } else { Done::refused(&answer) }))
    }
}

pub(crate) async fn cost<W: Work + ?Sized>(
    shops: &[Client],
    processes: &[u32],
    connections: usize,
    span: Duration,
    work: &Arc<W>,
) -> Result<Cost, Error> {
    let cpu = || processes.iter().map(|&id| process_cpu(id)).sum::<Result<Duration, Error>>();
    let before = cpu()?;
    let seen = drive(shops, connections, span, work).await?;
    Ok(costs(seen, cpu()?.saturating_sub(before)))
}

fn costs(seen: Seen, cpu: Duration) -> Cost {
    let requests = u32::try_from(seen.latencies.len()).unwrap_or(u32::MAX);
    Cost {
        requests,
        per_second: f64::from(requests) / seen.elapsed.as_secs_f64(),
        latency: Percentiles::of(seen.latencies),
        cpu: cpu / requests.max(1),
        cores: cpu.as_secs_f64() / seen.elapsed.as_secs_f64(),
        refused: seen.refused,
        refusal: seen.refusal,
    }
}

/// Runs a load. Connections are spread over the shops, which are the same merchant at several gateways.
pub(crate) async fn drive<W: Work + ?Sized>(
    shops: &[Client],
    connections: usize,
    span: Duration,
    work: &Arc<W>,
) -> Result<Seen, Error> {
    let mut open = Vec::with_capacity(connections);
    for number in 0..connections {
        open.push(Line::open(&shops[number % shops.len()]).await?);
    }
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for line in open {
        tasks.spawn(toil(line, Arc::clone(work), start, span));
    }
    let mut total = Seen::default();
    for seen in tasks.join_all().await {
        let seen = seen?;
        total.latencies.extend(seen.latencies);
        total.accepted.extend(seen.accepted);
        total.refused += seen.refused;
        total.refusal = total.refusal.or(seen.refusal);
    }
    total.elapsed = start.elapsed();
    Ok(total)
}

/// Runs one connection of a load.
async fn toil<W: Work + ?Sized>(
    mut line: Line,
    work: Arc<W>,
    start: Instant,
    span: Duration,
) -> Result<Seen, Error> {
    let mut seen = Seen::default();
    while start.elapsed() < span {
        let before = Instant::now();
        let Some(done) = work.once(&mut line).await? else { break };
        seen.latencies.push(before.elapsed());
        match done {
            Done::Accepted(made) => seen.accepted.extend(made),
            Done::Refused(words) => {
                seen.refused += 1;
                seen.refusal.get_or_insert(words);
            }
        }
    }
    Ok(seen)
}
