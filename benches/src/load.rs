//! So many connections, each sending one request after the other, for a while or until there are no more.

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Connection, Method, Shop};
use tokio::task::JoinSet;

use crate::figures::Point;
use crate::orders::{Instruments, Kind};
use crate::percentiles::Percentiles;
use crate::proc::{process_cpu, resident};
use crate::run::Error;

/// A request that a shop sends.
pub(crate) struct Job {
    pub(crate) path: String,
    pub(crate) body: String,
}

/// Where the next one comes from; none ends the load.
pub(crate) type Jobs = Arc<dyn Fn() -> Option<Job> + Send + Sync>;

/// What all connections saw.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) elapsed: Duration,
    latencies: Vec<Duration>,
    refused: u64,
    /// The first answer that was not an acceptance, for whoever has to find out why.
    refusal: Option<String>,
    /// The transaction of each acceptance.
    pub(crate) accepted: Vec<String>,
}

/// A load and what it cost the processes that served it.
pub(crate) struct Cost {
    pub(crate) requests: u32,
    pub(crate) per_second: f64,
    pub(crate) latency: Percentiles,
    /// Per request.
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

/// Payments without end.
pub(crate) fn payments(instruments: &Arc<Instruments>, kind: Kind) -> Jobs {
    let instruments = Arc::clone(instruments);
    let path = || "/v1/checkout/payments".to_owned();
    Arc::new(move || Some(Job { path: path(), body: instruments.next(kind, "AUTOMATIC") }))
}

pub(crate) async fn cost(
    shops: &[Shop],
    processes: &[u32],
    connections: usize,
    span: Duration,
    jobs: &Jobs,
) -> Result<Cost, Error> {
    let cpu = || processes.iter().map(|&id| process_cpu(id)).sum::<Result<Duration, Error>>();
    let before = cpu()?;
    let seen = drive(shops, connections, span, jobs).await?;
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

/// Connections are spread over the shops, which are the same merchant at several gateways.
pub(crate) async fn drive(
    shops: &[Shop],
    connections: usize,
    span: Duration,
    jobs: &Jobs,
) -> Result<Seen, Error> {
    let mut open = Vec::with_capacity(connections);
    for number in 0..connections {
        // Handshake and first request are over before the clock starts.
        let mut connection = shops[number % shops.len()].connect().await?;
        connection.send(Method::GET, "/v1/checkout/alive", &[], None).await?;
        open.push(connection);
    }
    let authorization: Arc<str> = shops[0].authorization().into();
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for mut connection in open {
        let (jobs, authorization) = (Arc::clone(jobs), Arc::clone(&authorization));
        tasks.spawn(async move {
            let mut seen = Seen::default();
            while start.elapsed() < span
                && let Some(job) = jobs()
            {
                send(&mut connection, &authorization, job, &mut seen).await?;
            }
            Ok::<Seen, Error>(seen)
        });
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

async fn send(
    connection: &mut Connection,
    authorization: &str,
    job: Job,
    seen: &mut Seen,
) -> Result<(), Error> {
    let headers: [(&str, &[u8]); 2] =
        [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
    let before = Instant::now();
    let answer = connection.send_raw(Method::POST, &job.path, &headers, job.body).await?;
    seen.latencies.push(before.elapsed());
    if answer.status == 201 && answer.text(&["result", "title"]) == Some("ACCEPTED") {
        seen.accepted.extend(answer.text(&["transaction", "id"]).map(str::to_owned));
    } else {
        seen.refused += 1;
        seen.refusal.get_or_insert_with(|| format!("{} {}", answer.status, answer.body_text()));
    }
    Ok(())
}
