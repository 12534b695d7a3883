//! Rounds in which nothing is killed, but a gateway lacks something: a reader of its log, space, file descriptors.

use std::{
    fs,
    net::TcpStream,
    path::{Path, PathBuf},
    process::Command,
};

use rig::{Disk, Gateway, Surroundings};

use crate::{Failure, load::HangUps, site::Site};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    LogReaderGone,
    LogDiskFull,
    /// With SQLite: the disk of the store.
    DataDiskFull,
    NoDescriptors,
}

/// One round in so many has a trouble.
const EVERY: u64 = 4;
/// The files and connections of a gateway that is to run out of them, and the idle connections that take them.
const MAX_FILES: u32 = 160;
const IDLE_CONNECTIONS: usize = 250;
/// The space on a disk for logs.
const LOG_MIB: u64 = 16;

impl Trouble {
    /// Returns the trouble of a round. `None` where processes are killed.
    pub(crate) fn of(round: u64, site: &Site) -> Option<Self> {
        if round % EVERY != EVERY - 1 {
            return None;
        }
        let trouble = match round / EVERY % 4 {
            0 => Self::LogReaderGone,
            1 => Self::DataDiskFull,
            2 => Self::LogDiskFull,
            _ => Self::NoDescriptors,
        };
        // PostgreSQL's own disk is not ours to fill.
        let cannot = match trouble {
            Self::DataDiskFull => !site.has_disks || site.cluster.is_some(),
            Self::LogDiskFull => !site.has_disks,
            Self::LogReaderGone | Self::NoDescriptors => false,
        };
        Some(if cannot { Self::NoDescriptors } else { trouble })
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::LogReaderGone => "log without a reader",
            Self::LogDiskFull => "disk of the log full",
            Self::DataDiskFull => "disk of the store full",
            Self::NoDescriptors => "no file descriptors",
        }
    }

    /// A gateway without descriptors closes idle connections, a shop's among them.
    pub(crate) const fn hang_ups(self) -> HangUps {
        match self {
            Self::NoDescriptors => HangUps::Expected,
            Self::LogReaderGone | Self::LogDiskFull | Self::DataDiskFull => HangUps::Wrong,
        }
    }
}

/// The gateway that is in trouble, which is the first, and what it stands on.
pub(crate) struct Troubled {
    disk: Option<Disk>,
    /// Where the data directory lies meanwhile, if the disk is in its place.
    moved: Option<PathBuf>,
}

/// What was taken from it.
pub(crate) enum Taken {
    Space,
    Descriptors(Vec<TcpStream>),
    Nothing,
}

impl Site {
    /// Starts the first gateway again, with what will be taken from it.
    pub(crate) fn prepare(&mut self, trouble: Trouble) -> Result<(), Failure> {
        let options = self.gateways.remove(0).kill();
        let (mut surroundings, mut troubled) =
            (Surroundings::default(), Troubled { disk: None, moved: None });
        match trouble {
            Trouble::LogReaderGone => surroundings.has_log_reader = true,
            Trouble::NoDescriptors => surroundings.max_files = Some(MAX_FILES),
            Trouble::LogDiskFull => {
                let folder = options.data.with_extension("log-disk");
                troubled.disk = Some(Disk::mount(&folder, LOG_MIB)?);
                surroundings.log = Some(folder.join("log"));
            }
            Trouble::DataDiskFull => {
                let moved = options.data.with_extension("moved");
                fs::rename(&options.data, &moved).map_err(|error| rig::Error::file(&moved, error))?;
                troubled.disk = Some(Disk::mount(&options.data, 2 * mib(&moved)? + 64)?);
                copy(&moved, &options.data)?;
                troubled.moved = Some(moved);
            }
        }
        self.gateways.insert(0, Gateway::start_in(options, surroundings)?);
        self.troubled = Some(troubled);
        Ok(())
    }

    pub(crate) fn begin(&mut self, trouble: Trouble) -> Result<Taken, Failure> {
        let disk = self.troubled.as_ref().and_then(|troubled| troubled.disk.as_ref());
        match (trouble, disk) {
            (Trouble::LogReaderGone, _) => {
                self.gateways[0].let_reader_leave();
                Ok(Taken::Nothing)
            }
            (Trouble::NoDescriptors, _) => {
                let address = self.gateways[0].address.trim_start_matches("https://").to_owned();
                let connect = |_| TcpStream::connect(&address).ok();
                Ok(Taken::Descriptors((0..IDLE_CONNECTIONS).filter_map(connect).collect()))
            }
            (_, Some(disk)) => {
                disk.fill()?;
                Ok(Taken::Space)
            }
            (_, None) => Ok(Taken::Nothing),
        }
    }

    pub(crate) fn relieve(&self, taken: Taken) -> Result<(), Failure> {
        match taken {
            Taken::Nothing => {}
            Taken::Descriptors(connections) => drop(connections),
            Taken::Space => {
                if let Some(disk) = self.troubled.as_ref().and_then(|troubled| troubled.disk.as_ref()) {
                    disk.free()?;
                }
            }
        }
        Ok(())
    }

    /// Starts the first gateway again as it was.
    pub(crate) fn end_trouble(&mut self) -> Result<(), Failure> {
        let Some(troubled) = self.troubled.take() else { return Ok(()) };
        let options = self.gateways.remove(0).kill();
        let on_disk = troubled.moved.as_ref().map(|moved| copy(&options.data, moved)).transpose();
        drop(troubled.disk);
        on_disk?;
        if let Some(moved) = troubled.moved {
            fs::remove_dir(&options.data).map_err(|error| rig::Error::file(&options.data, error))?;
            fs::rename(&moved, &options.data).map_err(|error| rig::Error::file(&moved, error))?;
        }
        self.gateways.insert(0, Gateway::start(options)?);
        Ok(())
    }
}

/// Copies the files of a directory into another, in the place of those that are there.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    run(Command::new("find").arg(to).args(["-mindepth", "1", "-delete"]))?;
    run(Command::new("cp").arg("--archive").arg(from.join(".")).arg(to)).map(drop)
}

/// Returns the size of a directory.
fn mib(path: &Path) -> Result<u64, Failure> {
    let told = run(Command::new("du").arg("--summarize").arg("--block-size=1M").arg(path))?;
    let size = told.split_whitespace().next().and_then(|size| size.parse().ok());
    size.ok_or_else(|| Failure::Violated(format!("du tells no size: {told}")))
}

fn run(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_owned();
    let output = command.output().map_err(|error| rig::Error::file(&program, error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(rig::Error::BadEnd(program.display().to_string(), output.status).into())
    }
}
