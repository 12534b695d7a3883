//! Callers who ask for the largest answer there is, and take 2 KiB of it every five seconds.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::{
    Failure,
    figures::{Aim, Figures},
    http::Connection,
    options::Options,
    requests::{self, private_data},
    site::{HONEST, Site},
};

const READERS: usize = 1_000;
const AT_ONE_ADDRESS: usize = 20;
const BITE: usize = 2 * 1024;
const PAUSE: Duration = Duration::from_secs(5);
/// Requests that a reader sends at once, without reading.
const PIPELINED: usize = 40;
/// A reader that is still served then is held for ever.
const SPAN: Duration = Duration::from_secs(90);

pub(crate) async fn run(site: &Site, options: &Options, figures: &mut Figures) -> Result<(), Failure> {
    let mut line = site.connect(HONEST).await?;
    let request = requests::payment(&site.authorization, 1_000, &private_data(60));
    let paid = line.exchange(request.as_bytes()).await.map_err(|error| Failure::Io("a payment", error))?;
    let tree = document::read_json(paid.body.as_bytes()).ok();
    let id = tree.as_ref().and_then(|tree| tree.at(&["transaction", "id"])?.as_text());
    let id = id.ok_or_else(|| Failure::Unexpected(paid.body.clone()))?;
    let get = requests::get(&format!("/v1/checkout/transactions/{id}"), &site.authorization);
    let gets: Arc<str> = get.repeat(PIPELINED).into();
    let quiet = site.resident_mib()?;
    let mut readers = JoinSet::new();
    for number in 0..options.count(READERS) {
        let (to, gets) = (site.http, Arc::clone(&gets));
        readers.spawn(async move {
            let mut line = Connection::open_to_read_slowly(address(number), to).await.ok()?;
            line.send(gets.as_bytes()).await.ok()?;
            let start = Instant::now();
            while start.elapsed() < SPAN {
                if matches!(line.read_some(BITE).await, Ok(0) | Err(_)) {
                    return Some(false);
                }
                sleep(PAUSE).await;
            }
            Some(true)
        });
    }
    let (mut peak, mut held) = (quiet, 0_u32);
    while !readers.is_empty() {
        while let Some(reader) = readers.try_join_next() {
            held += u32::from(matches!(reader, Ok(Some(true))));
        }
        peak = peak.max(site.resident_mib()?);
        sleep(Duration::from_millis(200)).await;
    }
    let name = format!("readers of 2 KiB each 5 s that are served after {} s", SPAN.as_secs());
    figures.compare(name, f64::from(held), "", Aim::AtMost(0.0));
    figures.add("growth of resident memory", peak - quiet, "MiB");
    Ok(())
}

fn address(number: usize) -> Ipv4Addr {
    let low = u8::try_from(number / AT_ONE_ADDRESS + 1).unwrap_or(u8::MAX);
    Ipv4Addr::new(127, 3, 0, low)
}
