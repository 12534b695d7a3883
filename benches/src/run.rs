//! One run, from the measurement of the machine to the last start.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io, thread};

use tokio::runtime::Runtime;

use crate::collections::{self, figures::Collections};
use crate::figures::{Crowd, Figures, Point, Rate, Ratio, Sizes};
use crate::options::{Options, Part};
use crate::orders::{Instruments, Kind};
use crate::percentiles::median;
use crate::{
    actions, against, crowd, disk, instances, keys, load, notifications, page, proc, report, retention, rsa,
    sessions, wallet,
};
use rig::Gateway;

const STARTS: usize = 10;
/// The time after which an idle server has finished its work.
pub(crate) const REST: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    #[error("/proc: {0}")]
    Proc(&'static str),
    #[error("{0}")]
    Library(&'static str),
    #[error("the store: {0}")]
    Store(String),
    #[error("the gateway answered what nobody would expect: {0}")]
    Unexpected(&'static str),
    #[error("of {sessions} sessions {heard} were told to their merchant in time")]
    NotTold { sessions: usize, heard: usize },
    #[error(transparent)]
    Rig(#[from] rig::Error),
    #[error(transparent)]
    Client(#[from] client::Error),
}

impl Error {
    pub(crate) fn file(path: impl AsRef<Path>, error: io::Error) -> Self {
        Self::File { path: path.as_ref().to_owned(), error }
    }
}

/// The figures, and the number of refused requests. Figures with refusals mean nothing.
pub(crate) struct Report {
    pub(crate) text: String,
    pub(crate) refused: u64,
}

pub(crate) fn all(options: &Options) -> Result<Report, Error> {
    let directory = options.directory.join(format!("bench-{}", std::process::id()));
    fs::create_dir_all(&directory).map_err(|error| Error::file(&directory, error))?;
    let report = if let Some(other) = &options.against {
        let runtime = Runtime::new().map_err(|error| Error::file("tokio", error))?;
        let compared = against::measure(&directory, other, &options.connections, options.span);
        let compared = runtime.block_on(compared)?;
        let text = if options.json { compared.json() } else { compared.table() };
        Report { text, refused: compared.refused }
    } else {
        let figures = measure(options, &directory)?;
        let text = if options.json { report::json(&figures) } else { report::table(&figures) };
        Report { text, refused: figures.refused() }
    };
    if report.refused == 0 {
        fs::remove_dir_all(&directory).map_err(|error| Error::file(&directory, error))?;
    } else {
        eprintln!("bench: data and log are left in {}", directory.display());
    }
    Ok(report)
}

fn measure(options: &Options, directory: &Path) -> Result<Figures, Error> {
    let data = directory.join("data");
    progress("RSA");
    let before = rsa::measure(options.span)?;
    progress("disk");
    let disk = disk::measure(directory, options.span)?;
    let runtime = Runtime::new().map_err(|error| Error::file("tokio", error))?;
    let gateway = start(&program(), &data)?;
    let (points, mut rates) = runtime.block_on(points(options, &gateway))?;
    let buyers = runtime.block_on(buyers(options, &gateway))?;
    rates.extend(buyers.rates);
    gateway.stop()?;
    progress("RSA again");
    let after = rsa::measure(options.span)?;
    progress("starts");
    let (ready, idle_kib) = starts(&program(), &data)?;
    if options.wants(Part::Postgres) {
        rates.extend(runtime.block_on(instances::measure(directory, options.span))?);
    }
    if options.wants(Part::Notifications) {
        rates.extend(runtime.block_on(notifications::measure(directory))?);
    }
    let mut ratios = buyers.ratios;
    if options.wants(Part::Retention) {
        let (more_rates, more_ratios) = runtime.block_on(retention::measure(directory, options.span))?;
        rates.extend(more_rates);
        ratios.extend(more_ratios);
    }
    if options.wants(Part::Keys) {
        let (more_rates, more_ratios) = runtime.block_on(keys::measure(directory, options.span))?;
        rates.extend(more_rates);
        ratios.extend(more_ratios);
    }
    let crowds = runtime.block_on(crowds(options, directory))?;
    let collections = if options.wants(Part::Collections) {
        runtime.block_on(collections::measure(directory, options.span))?
    } else {
        Collections::default()
    };
    let rsa = [before, after];
    let page = buyers.page;
    let machine = proc::machine();
    Ok(Figures { machine, rsa, disk, points, ready, idle_kib, rates, ratios, page, crowds, collections })
}

async fn crowds(options: &Options, directory: &Path) -> Result<Vec<Crowd>, Error> {
    let mut crowds = Vec::new();
    if options.wants(Part::Million) {
        crowds.push(crowd::measure::<crowd::Million>(directory, options.span, false).await?);
    }
    if options.wants(Part::Million) && options.wants(Part::Postgres) {
        crowds.push(crowd::measure::<crowd::Million>(directory, options.span, true).await?);
    }
    if options.wants(Part::Sessions) {
        crowds.push(crowd::measure::<crowd::ManySessions>(directory, options.span, false).await?);
    }
    Ok(crowds)
}

async fn points(options: &Options, gateway: &Gateway) -> Result<(Vec<Point>, Vec<Rate>), Error> {
    let (mut points, mut rates) = (Vec::new(), Vec::new());
    if options.wants(Part::Payments) {
        let key = gateway.shop()?.connect().await?.encryption_key("bench").await?;
        let wallet = wallet::make(&gateway.shop()?).await?;
        let instruments = Arc::new(Instruments::seal(&key)?.with_wallet(wallet));
        for &connections in &options.connections {
            for kind in Kind::ALL {
                progress(&format!("{} payments, {connections} connections", kind.name()));
                points.push(load::measure(gateway, &instruments, kind, connections, options.span).await?);
            }
        }
    }
    if options.wants(Part::Actions) {
        let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
        for &connections in &options.connections {
            progress(&format!("captures and refunds, {connections} connections"));
            let instruments = Arc::new(Instruments::clear());
            let [captures, refunds] =
                actions::measure(&shops, &processes, &instruments, connections, options.span).await?;
            rates.push(Rate::of(format!("captures, {connections} connections"), captures));
            rates.push(Rate::of(format!("refunds, {connections} connections"), refunds));
        }
    }
    Ok((points, rates))
}

/// The figures of sessions and their page.
#[derive(Default)]
struct Buyers {
    rates: Vec<Rate>,
    ratios: Vec<Ratio>,
    page: Option<Sizes>,
}

async fn buyers(options: &Options, gateway: &Gateway) -> Result<Buyers, Error> {
    let mut found = Buyers::default();
    if options.wants(Part::Sessions) {
        (found.rates, found.ratios) = sessions::measure(gateway, &options.connections, options.span).await?;
    }
    if options.wants(Part::Page) {
        progress("the page");
        let page = page::measure(gateway, options.span).await?;
        found.rates.extend(page.rates);
        found.ratios.extend(page.ratios);
        found.page = Some(page.sizes);
    }
    Ok(found)
}

fn start(program: &Path, data: &Path) -> Result<Gateway, Error> {
    let (program, data) = (program.to_owned(), data.to_owned());
    Ok(Gateway::start(rig::Options { program, data, settings: Vec::new() })?)
}

/// Returns the path of the binary that is measured.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("IT_GUICHET").map_or_else(|| PathBuf::from("target/dist/guichet"), PathBuf::from)
}

/// Returns the median time to `ready`, and the memory in KiB of the last start when it is idle.
pub(crate) fn starts(program: &Path, data: &Path) -> Result<(Duration, u64), Error> {
    let mut times = Vec::new();
    let mut idle_kib = 0;
    for number in 1..=STARTS {
        let gateway = start(program, data)?;
        times.push(gateway.ready_after);
        if number == STARTS {
            thread::sleep(REST);
            idle_kib = proc::resident(gateway.id())?;
        }
        gateway.stop()?;
    }
    Ok((median(times), idle_kib))
}

/// Prints progress to stderr, because stdout is for the figures.
pub(crate) fn progress(what: &str) {
    eprintln!("measuring: {what}");
}
