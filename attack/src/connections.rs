//! Connections of one address that send nothing, or a header now and then, while honest callers of another address pay.
//!
//! Honest callers have a thread of their own: on the attackers' threads they would wait for attackers and not for the gateway.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{interval, sleep, timeout};

use crate::{
    Failure,
    figures::{Aim, Figures},
    http::Connection,
    options::Options,
    requests,
    site::{HONEST, Site},
};

const ATTACKERS: usize = 9_000;
const ATTACKER: Ipv4Addr = Ipv4Addr::LOCALHOST;
/// The pause between two honest requests, each on a connection of its own.
const PAUSE: Duration = Duration::from_millis(20);
const SPAN: Duration = Duration::from_secs(15);
const TOO_LATE: Duration = Duration::from_secs(10);
/// The aim for the answers to honest requests.
const QUICK: Duration = Duration::from_millis(200);
const AIM_PERCENT: f64 = 99.0;

pub(crate) async fn run(site: &Site, options: &Options, figures: &mut Figures) -> Result<(), Failure> {
    let mut attackers = JoinSet::new();
    for number in 0..options.count(ATTACKERS) {
        attackers.spawn(attack(number, site.http));
    }
    sleep(Duration::from_secs(1)).await;
    let (to, key) = (site.http, site.authorization.clone());
    let thread = Builder::new_current_thread().enable_all().build();
    let thread = thread.map_err(|error| Failure::Io("the runtime of honest callers", error))?;
    let honest = spawn_blocking(move || thread.block_on(pay_all_the_while(to, &key)));
    let times = honest.await.map_err(|error| Failure::Unexpected(error.to_string()))?;
    drop(attackers);
    let quick = QUICK.mul_f64(options.slowness());
    let in_time = times.iter().flatten().filter(|time| **time <= quick).count();
    let share = 100.0 * number(in_time) / number(times.len());
    figures.add("honest requests", number(times.len()), "");
    figures.add(
        "honest requests without an answer",
        number(times.iter().filter(|it| it.is_none()).count()),
        "",
    );
    let name = format!("honest requests that were answered within {} ms", quick.as_millis());
    figures.compare(name, share, "%", Aim::AtLeast(AIM_PERCENT));
    Ok(())
}

/// Holds connections for ever, one after the other where the gateway closes them.
async fn attack(number: usize, to: SocketAddr) {
    loop {
        let Ok(mut line) = Connection::open(ATTACKER, to).await else {
            sleep(Duration::from_millis(500)).await;
            continue;
        };
        if number.is_multiple_of(2) {
            drop(line.read_some(1).await);
            continue;
        }
        let mut header = line.send(b"GET /v1/checkout/alive HTTP/1.1\r\nHost: guichet\r\n").await;
        while header.is_ok() {
            sleep(Duration::from_secs(2)).await;
            header = line.send(b"X-Slow: yes\r\n").await;
        }
    }
}

/// Returns the time that each honest request took. `None` is one without an answer.
async fn pay_all_the_while(to: SocketAddr, key: &str) -> Vec<Option<Duration>> {
    let (mut honest, mut ticks) = (JoinSet::new(), interval(PAUSE));
    let start = Instant::now();
    while start.elapsed() < SPAN {
        ticks.tick().await;
        let request = requests::payment(key, 1_000, "");
        honest.spawn(async move { timeout(TOO_LATE, pay(to, &request)).await.ok().flatten() });
    }
    honest.join_all().await
}

async fn pay(to: SocketAddr, request: &str) -> Option<Duration> {
    let start = Instant::now();
    let mut line = Connection::open(HONEST, to).await.ok()?;
    let answer = line.exchange(request.as_bytes()).await.ok()?;
    (answer.status == 201).then(|| start.elapsed())
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
