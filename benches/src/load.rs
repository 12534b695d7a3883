//! One point: so many connections, each sending one payment after the other for a while.

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Connection, Method};
use tokio::task::JoinSet;

use crate::figures::Point;
use crate::orders::{Instruments, Kind};
use crate::percentiles::Percentiles;
use crate::proc::{process_cpu, resident};
use crate::run::Error;
use crate::server::Server;

/// What one connection saw.
#[derive(Default)]
struct Seen {
    latencies: Vec<Duration>,
    refused: u64,
    /// The first answer that was not an accepted payment, for whoever has to find out why.
    refusal: Option<String>,
}

pub(crate) async fn measure(
    server: &Server,
    instruments: &Arc<Instruments>,
    kind: Kind,
    connections: usize,
    span: Duration,
) -> Result<Point, Error> {
    let shop = server.shop()?;
    let authorization: Arc<str> = shop.authorization().into();
    let (mut open, mut total) = (Vec::with_capacity(connections), Seen::default());
    for _ in 0..connections {
        let mut connection = shop.connect().await?;
        // Handshake and first request are over before the clock starts.
        pay(&mut connection, &authorization, instruments.next(kind), &mut total).await?;
        open.push(connection);
    }
    total.latencies.clear();

    let (cpu, start) = (process_cpu(server.id())?, Instant::now());
    let mut tasks = JoinSet::new();
    for mut connection in open {
        let (instruments, authorization) = (Arc::clone(instruments), Arc::clone(&authorization));
        tasks.spawn(async move {
            let mut seen = Seen::default();
            while start.elapsed() < span {
                pay(&mut connection, &authorization, instruments.next(kind), &mut seen).await?;
            }
            Ok::<Seen, Error>(seen)
        });
    }
    for seen in tasks.join_all().await {
        let seen = seen?;
        total.latencies.extend(seen.latencies);
        total.refused += seen.refused;
        total.refusal = total.refusal.or(seen.refusal);
    }
    let (elapsed, cpu) = (start.elapsed(), process_cpu(server.id())?.saturating_sub(cpu));

    let payments = u32::try_from(total.latencies.len()).unwrap_or(u32::MAX);
    Ok(Point {
        kind,
        connections,
        payments,
        per_second: f64::from(payments) / elapsed.as_secs_f64(),
        latency: Percentiles::of(total.latencies),
        server_cpu: cpu / payments.max(1),
        server_cores: cpu.as_secs_f64() / elapsed.as_secs_f64(),
        resident_kib: resident(server.id())?,
        refused: total.refused,
        refusal: total.refusal,
    })
}

async fn pay(
    connection: &mut Connection,
    authorization: &str,
    body: String,
    seen: &mut Seen,
) -> Result<(), Error> {
    let headers: [(&str, &[u8]); 2] =
        [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
    let before = Instant::now();
    let answer = connection.send_raw(Method::POST, "/v1/checkout/payments", &headers, body).await?;
    seen.latencies.push(before.elapsed());
    if answer.status != 201 || answer.text(&["result", "title"]) != Some("ACCEPTED") {
        seen.refused += 1;
        seen.refusal.get_or_insert_with(|| format!("{} {}", answer.status, answer.body_text()));
    }
    Ok(())
}
