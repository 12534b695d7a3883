//! Where an export is written.

use std::{
    fs::{OpenOptions, Permissions},
    io::{self, BufWriter, ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use super::Failure;

/// The bytes that are gathered before they are written.
const BUFFER: usize = 64 * 1024;

pub(super) struct Output {
    to: BufWriter<Box<dyn Write>>,
    /// The name for a person.
    name: String,
}

/// Who paid how much is nothing for other users of the machine.
const MODE: u32 = 0o600;

/// Whether somebody still reads.
#[derive(PartialEq, Eq)]
pub(super) enum Reader {
    There,
    /// The reader of the pipe has what it wanted (`guichet export … | head`): the export ends, and that is no error.
    Gone,
}

impl Output {
    pub(super) fn open(file: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = file else {
            return Ok(Self::to(Box::new(io::stdout().lock()), "standard output".to_owned()));
        };
        let name = path.display().to_string();
        let told = |error| Failure::Said(format!("{name}: {error}"));
        let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(path);
        let file = opened.map_err(told)?;
        // A file that was there has kept its mode.
        file.set_permissions(Permissions::from_mode(MODE)).map_err(told)?;
        Ok(Self::to(Box::new(file), name.clone()))
    }

    fn to(to: Box<dyn Write>, name: String) -> Self {
        Self { to: BufWriter::with_capacity(BUFFER, to), name }
    }

    pub(super) fn line(&mut self, line: &str) -> Result<Reader, Failure> {
        let written = self.to.write_all(line.as_bytes()).and_then(|()| self.to.write_all(b"\n"));
        self.reader(written)
    }

    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        let written = self.to.flush();
        self.reader(written).map(drop)
    }

    fn reader(&self, written: io::Result<()>) -> Result<Reader, Failure> {
        match written {
            Ok(()) => Ok(Reader::There),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
            Err(error) => {
                let name = &self.name;
                Err(Failure::Said(format!("what the command tells could not be written to {name}: {error}")))
            }
        }
    }
}
