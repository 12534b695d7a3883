//! Seals and opens a second, and live payments while the cards of a store are sealed anew, beside the same payments while nothing is.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rig::{Gateway, Options};
use rusqlite::{Connection, params};
use tokio::time::sleep;
use vault::{DataKeyPurpose, MasterKeys, Place, SealedColumn, SealedDataKey, Vault};

use crate::figures::{Rate, Ratio};
use crate::load::{cost, payments};
use crate::orders::{Instruments, Kind};
use crate::percentiles::{Percentiles, median};
use crate::proc::thread_cpu;
use crate::run::{Error, program, progress};

const CARDS: u32 = 100_000;
const CONNECTIONS: usize = 8;
/// The turns of each of both.
const TURNS: usize = 3;
/// The operations between two readings of the clock.
const BATCH: u32 = 1_000;
/// How often it is counted what is left.
const LOOK_PAUSE: Duration = Duration::from_millis(100);
const NUMBER: &[u8] = b"4970105151515140";

pub(crate) async fn measure(directory: &Path, span: Duration) -> Result<(Vec<Rate>, Vec<Ratio>), Error> {
    let data = directory.join("keys");
    let start = || Gateway::start(Options { program: program(), data: data.clone(), settings: Vec::new() });
    start()?.stop()?;
    progress("seals and opens");
    let store = store(&data)?;
    let mut rates = seals_and_opens(&open_vault(&data, &store)?, span)?;
    progress("cards to seal anew");
    fill(&open_vault(&data, &store)?, &store)?;
    let clear = payments(&Arc::new(Instruments::clear()), Kind::Clear);
    let gateway = start()?;
    let (mut still, mut resealing) = (Vec::new(), Vec::new());
    for turn in 1..=TURNS {
        let load = async || cost(&[gateway.shop()?], &[gateway.id()], CONNECTIONS, span, &clear).await;
        progress(&format!("payments while nothing is sealed anew, turn {turn}"));
        let alone = load().await?;
        still.push(alone.latency);
        rates.push(Rate::of(format!("payments while nothing is sealed anew, turn {turn}"), alone));

        progress(&format!("payments while cards are sealed anew, turn {turn}"));
        let old = left_before(&store, u32::MAX)?;
        let told = gateway.manage(&["keys", "rotate", "--json"])?;
        let key =
            document::read_json(told.as_bytes()).ok().and_then(|told| told.at(&["data_key"])?.as_integer());
        let key = u32::try_from(key.unwrap_or_default()).unwrap_or_default();
        let left = || left_before(&store, key);
        while left()? >= old {
            sleep(LOOK_PAUSE).await;
        }
        let (began, before) = (Instant::now(), left()?);
        let beside = load().await?;
        let under_load = f64::from(before - left()?) / began.elapsed().as_secs_f64();
        resealing.push(beside.latency);
        rates.push(Rate::of(format!("payments while cards are sealed anew, turn {turn}"), beside));
        let (began, before) = (Instant::now(), left()?);
        while left()? > 0 {
            sleep(LOOK_PAUSE).await;
        }
        let at_rest = f64::from(before) / began.elapsed().as_secs_f64();
        rates.push(rate(
            format!("cards sealed anew beside payments, turn {turn}"),
            under_load,
            Duration::ZERO,
        ));
        rates.push(rate(format!("cards sealed anew, nothing beside, turn {turn}"), at_rest, Duration::ZERO));
    }
    gateway.stop()?;
    let ratio = |name: &str, of: fn(&Percentiles) -> Duration| {
        let [with, without] = [&resealing, &still].map(|all| median(all.iter().map(of).collect()));
        Ratio::of(format!("{name} of payments while cards are sealed anew ÷ not"), with, without)
    };
    let ratios = vec![ratio("p50", |latency| latency.p50), ratio("p99", |latency| latency.p99)];
    Ok((rates, ratios))
}

fn rate(name: String, per_second: f64, cpu: Duration) -> Rate {
    Rate { name, per_second, latency: None, cpu, database_cpu: None, refused: 0, refusal: None }
}

fn store(data: &Path) -> Result<Connection, Error> {
    let store = Connection::open(data.join("guichet.db")).map_err(|error| Error::Store(error.to_string()))?;
    store.busy_timeout(Duration::from_secs(10)).map_err(|error| Error::Store(error.to_string()))?;
    Ok(store)
}

fn open_vault(data: &Path, store: &Connection) -> Result<Vault, Error> {
    let path = data.join("master.key");
    let text = fs::read(&path).map_err(|error| Error::file(&path, error))?;
    let master = MasterKeys::read(&text).map_err(|error| Error::Store(error.to_string()))?;
    let rows = || {
        let mut statement = store.prepare("SELECT id, purpose, sealed FROM data_keys")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?));
        statement.query_map([], row)?.collect::<rusqlite::Result<Vec<(u32, String, Vec<u8>)>>>()
    };
    let rows = rows().map_err(|error| Error::Store(error.to_string()))?;
    let key = |(id, purpose, sealed): (u32, String, Vec<u8>)| {
        Some(SealedDataKey { id, purpose: DataKeyPurpose::parse(&purpose)?, sealed })
    };
    let keys: Vec<SealedDataKey> = rows.into_iter().filter_map(key).collect();
    Vault::open(&master, &keys).map_err(|error| Error::Store(error.to_string()))
}

/// Seals and opens card numbers on one thread.
fn seals_and_opens(vault: &Vault, span: Duration) -> Result<Vec<Rate>, Error> {
    let place = Place::new(SealedColumn::CardNumber, "12345678901234/497010ABCDEF5140");
    let sealed = vault.seal(place, [1; 12], NUMBER);
    let mut number = 0_u32;
    let seals = repeated("card numbers sealed, 1 thread", span, || {
        number += 1;
        !vault.seal(place, nonce(number), NUMBER).is_empty()
    })?;
    let opens = repeated("card numbers opened, 1 thread", span, || vault.unseal(place, &sealed).is_ok())?;
    Ok(vec![seals, opens])
}

fn repeated(name: &str, span: Duration, mut once: impl FnMut() -> bool) -> Result<Rate, Error> {
    let (start, cpu, mut count) = (Instant::now(), thread_cpu()?, 0_u32);
    while start.elapsed() < span {
        for _ in 0..BATCH {
            if !once() {
                return Err(Error::Unexpected("a value that does not open"));
            }
        }
        count += BATCH;
    }
    let per_second = f64::from(count) / start.elapsed().as_secs_f64();
    Ok(rate(name.to_owned(), per_second, thread_cpu()?.saturating_sub(cpu) / count))
}

/// A nonce that the key has not had: payments draw theirs at random.
fn nonce(number: u32) -> [u8; 12] {
    let mut nonce = [0xff; 12];
    nonce[..4].copy_from_slice(&number.to_be_bytes());
    nonce
}

/// Writes cards into the store of a gateway that does not run.
fn fill(vault: &Vault, store: &Connection) -> Result<(), Error> {
    let write = || {
        let merchant: i64 = store.query_row("SELECT id FROM merchants LIMIT 1", [], |row| row.get(0))?;
        store.execute_batch("BEGIN")?;
        let insert =
            "INSERT INTO cards (merchant_id, fingerprint, token, pan, used_ms) VALUES ($1, $2, $3, $4, $5)";
        let mut insert = store.prepare(insert)?;
        for number in 0..CARDS {
            let token = format!("497010A{number:05}5140");
            let row = format!("{merchant}/{token}");
            let sealed = vault.seal(Place::new(SealedColumn::CardNumber, &row), nonce(number), NUMBER);
            // Fingerprints are keyed hashes, and stand in no order.
            let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &number.to_be_bytes());
            insert.execute(params![merchant, hash.as_ref(), token, sealed, i64::MAX / 2])?;
        }
        drop(insert);
        store.execute_batch("COMMIT")
    };
    write().map_err(|error: rusqlite::Error| Error::Store(error.to_string()))
}

/// Counts the cards under keys older than this one.
fn left_before(store: &Connection, key: u32) -> Result<u32, Error> {
    let count = "SELECT COUNT(*) FROM cards WHERE substr(pan, 2, 4) < $1";
    let mark = key.to_be_bytes();
    store.query_row(count, [&mark[..]], |row| row.get(0)).map_err(|error| Error::Store(error.to_string()))
}
