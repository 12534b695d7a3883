//! Requests in flight that hold as much memory as they may: bodies that stop before their end, and payments and buyers' payments
//! that wait for a silent bank.
//!
//! A connection costs memory by itself, for the buffers of the HTTP library, and `connections.all` bounds that. What requests add is
//! the growth beyond the same number of connections that have each had a small answer.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::{
    Failure,
    figures::{Aim, Figures},
    http::Connection,
    options::Options,
    requests::{self, PAYMENTS, SILENT, private_data},
    site::{HONEST, Site},
};

const REQUESTS: usize = 10_000;
/// The default of `memory.bodies_mib`.
const BUDGET_MIB: f64 = 64.0;
/// What the rest of the gateway may take besides, in MiB.
const BESIDES_MIB: f64 = 32.0;
/// The kinds of hostile requests.
const KINDS: usize = 4;
/// The connections of one address.
const AT_ONE_ADDRESS: usize = 40;
/// A connection that is not accepted by then stays out.
const ACCEPT_LIMIT: Duration = Duration::from_secs(5);
/// The time for which requests stay in flight and memory is looked at.
const SPAN: Duration = Duration::from_secs(8);
const LOOK: Duration = Duration::from_millis(100);

pub(crate) async fn run(site: &Site, options: &Options, figures: &mut Figures) -> Result<(), Failure> {
    let count = options.count(REQUESTS);
    let sessions = new_sessions(site, count / KINDS + 1).await?;
    site.warm_up().await?;
    let quiet = site.resident_mib()?;
    let idle = with_idle_connections(site, count).await?;
    let mut attackers = JoinSet::new();
    for number in 0..count {
        let (to, key, session) = (site.http, site.authorization.clone(), sessions[number / KINDS].clone());
        attackers.spawn(async move {
            let opening = timeout(ACCEPT_LIMIT, Connection::open(address(number), to)).await;
            let Ok(Ok(mut line)) = opening else { return Ending::StayedOut };
            if line.send(hostile(number, &key, &session).as_bytes()).await.is_err() {
                return Ending::Closed;
            }
            match timeout(SPAN, line.answer()).await {
                Ok(Ok(answer)) => Ending::Answered(answer.status),
                Ok(Err(_)) => Ending::Closed,
                Err(_) => Ending::InFlight,
            }
        });
    }
    let mut peak = idle;
    let mut endings = Vec::new();
    while !attackers.is_empty() {
        while let Some(ended) = attackers.try_join_next() {
            endings.push(ended.unwrap_or(Ending::Closed));
        }
        peak = peak.max(site.resident_mib()?);
        sleep(LOOK).await;
    }
    let count = |wanted: fn(&Ending) -> bool| {
        f64::from(u32::try_from(endings.iter().filter(|ending| wanted(ending)).count()).unwrap_or(u32::MAX))
    };
    figures.add("connections that were not accepted", count(|it| *it == Ending::StayedOut), "");
    figures.add("requests that were still in flight at the end", count(|it| *it == Ending::InFlight), "");
    figures.add("requests that were refused with 503", count(|it| *it == Ending::Answered(503)), "");
    figures.add(
        "requests with another answer",
        count(|it| matches!(it, Ending::Answered(s) if *s != 503)),
        "",
    );
    figures.add("connections that were closed without an answer", count(|it| *it == Ending::Closed), "");
    figures.add("resident memory at the start", quiet, "MiB");
    figures.add("resident memory with as many idle connections", idle, "MiB");
    let most = (BUDGET_MIB + BESIDES_MIB) * options.slack();
    figures.compare("growth beyond that", peak - idle, "MiB", Aim::AtMost(most));
    Ok(())
}

#[derive(PartialEq)]
enum Ending {
    StayedOut,
    InFlight,
    Answered(u16),
    Closed,
}

fn address(number: usize) -> Ipv4Addr {
    let [high, low] = u16::try_from(number / AT_ONE_ADDRESS).unwrap_or(u16::MAX).to_be_bytes();
    Ipv4Addr::new(127, 1, high, low.max(1))
}

/// Opens so many connections, sends a small request on each, and returns the resident memory while all are open.
async fn with_idle_connections(site: &Site, count: usize) -> Result<f64, Failure> {
    let mut opening = JoinSet::new();
    for number in 0..count {
        let (to, request) = (site.http, requests::get("/health/live", &site.authorization));
        opening.spawn(async move {
            let mut line = timeout(ACCEPT_LIMIT, Connection::open(address(number), to)).await.ok()?.ok()?;
            timeout(ACCEPT_LIMIT, line.exchange(request.as_bytes())).await.ok()?.ok()?;
            Some(line)
        });
    }
    let open = opening.join_all().await;
    let memory = site.resident_mib()?;
    drop(open);
    // The gateway notices that they are closed.
    sleep(Duration::from_secs(2)).await;
    Ok(memory)
}

/// Returns one of the hostile requests, in turn.
fn hostile(number: usize, key: &str, session: &str) -> String {
    match number % KINDS {
        // Announces much, sends most of it, and stops.
        0 => format!("{}{}", requests::head(PAYMENTS, key, 256 * 1024), " ".repeat(200 * 1024)),
        1 => requests::payment(key, SILENT, &private_data(60)),
        2 => requests::payment(key, SILENT, &format!(r#","unknown":[{}]"#, vec!["{}"; 9_000].join(","))),
        _ => requests::buyer_pays(session, &format!(r#","unknown":[{}]"#, vec!["{}"; 5_000].join(","))),
    }
}

/// Makes sessions of an amount for which the bank is silent, and returns their ids.
async fn new_sessions(site: &Site, count: usize) -> Result<Vec<String>, Failure> {
    let mut line = site.connect(HONEST).await?;
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        let request = requests::session(&site.authorization, SILENT, "");
        let made =
            line.exchange(request.as_bytes()).await.map_err(|error| Failure::Io("a session", error))?;
        let tree = document::read_json(made.body.as_bytes()).ok();
        let id = tree.as_ref().and_then(|tree| tree.at(&["sessionId"])?.as_text());
        ids.push(id.map(str::to_owned).ok_or(Failure::Unexpected(made.body))?);
    }
    Ok(ids)
}
