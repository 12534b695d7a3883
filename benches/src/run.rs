//! One run, from the bare machine to the last start.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io, thread};

use tokio::runtime::Runtime;

use crate::figures::{Figures, Point};
use crate::options::Options;
use crate::orders::{Instruments, Kind};
use crate::percentiles::median;
use crate::server::Server;
use crate::{disk, load, proc, rsa};

const STARTS: usize = 10;
/// After which an idle server has done its start-up chores.
const REST: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    #[error("/proc: {0}")]
    Proc(&'static str),
    #[error("{0}")]
    Library(&'static str),
    #[error("the server did not say that it is ready; its log is {0}")]
    NotReady(PathBuf),
    #[error("the server ended with {0}")]
    BadEnd(ExitStatus),
    #[error("the server does not end when asked to")]
    StillThere,
    #[error(transparent)]
    Client(#[from] client::Error),
}

impl Error {
    pub(crate) fn file(path: impl AsRef<Path>, error: io::Error) -> Self {
        Self::File { path: path.as_ref().to_owned(), error }
    }
}

pub(crate) fn all(options: &Options) -> Result<Figures, Error> {
    let directory = options.directory.join(format!("bench-{}", std::process::id()));
    fs::create_dir_all(&directory).map_err(|error| Error::file(&directory, error))?;
    let figures = measure(options, &directory)?;
    if figures.refused() == 0 {
        fs::remove_dir_all(&directory).map_err(|error| Error::file(&directory, error))?;
    } else {
        eprintln!("bench: data and log are left in {}", directory.display());
    }
    Ok(figures)
}

fn measure(options: &Options, directory: &Path) -> Result<Figures, Error> {
    let data = directory.join("data");
    progress("RSA");
    let before = rsa::measure(options.span)?;
    progress("disk");
    let disk = disk::measure(directory, options.span)?;
    let server = Server::start(&data)?;
    let points = points(options, &server)?;
    server.stop()?;
    progress("RSA again");
    let after = rsa::measure(options.span)?;
    progress("starts");
    let (ready, idle_kib) = starts(&data)?;
    Ok(Figures { machine: proc::machine(), rsa: [before, after], disk, points, ready, idle_kib })
}

fn points(options: &Options, server: &Server) -> Result<Vec<Point>, Error> {
    let runtime = Runtime::new().map_err(|error| Error::file("tokio", error))?;
    runtime.block_on(async {
        let key = server.shop()?.connect().await?.encryption_key("bench").await?;
        let instruments = Arc::new(Instruments::seal(&key)?);
        let mut points = Vec::new();
        for &connections in &options.connections {
            for kind in Kind::ALL {
                progress(&format!("{} payments, {connections} connections", kind.name()));
                points.push(load::measure(server, &instruments, kind, connections, options.span).await?);
            }
        }
        Ok(points)
    })
}

/// Median time to `ready` and the memory of the last start when it has come to rest.
fn starts(data: &Path) -> Result<(Duration, u64), Error> {
    let mut times = Vec::new();
    let mut idle_kib = 0;
    for start in 1..=STARTS {
        let server = Server::start(data)?;
        times.push(server.ready_after);
        if start == STARTS {
            thread::sleep(REST);
            idle_kib = proc::resident(server.id())?;
        }
        server.stop()?;
    }
    Ok((median(times), idle_kib))
}

/// On stderr: stdout is for the figures.
fn progress(what: &str) {
    eprintln!("measuring: {what}");
}
