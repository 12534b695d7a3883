//! Gateways and database servers as child processes, which are started, stopped and killed from outside. The
//! bench, the torture and tests of the store use them.
#![expect(clippy::disallowed_methods, reason = "waits for processes")]

mod cluster;
mod disk;
mod gateway;
mod listener;
mod process;
mod task;

pub use cluster::Cluster;
pub use disk::Disk;
pub use gateway::{Gateway, Options, Surroundings};
pub use listener::{Arrival, Listener};
pub use task::Task;

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitStatus,
};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    #[error("the gateway did not say that it is ready; its log is {0}")]
    NotReady(PathBuf),
    #[error("the database does not answer; its log is {0}")]
    NoDatabase(PathBuf),
    #[error(
        "PostgreSQL is not installed: its programs are looked for in /usr/lib/postgresql (Debian: postgresql)"
    )]
    NoPostgres,
    #[error("{0} ended with {1}")]
    BadEnd(String, ExitStatus),
    #[error("the gateway does not end when asked to")]
    StillThere,
    #[error(transparent)]
    Client(#[from] client::Error),
}

impl Error {
    pub fn file(path: impl AsRef<Path>, error: io::Error) -> Self {
        Self::File { path: path.as_ref().to_owned(), error }
    }
}
