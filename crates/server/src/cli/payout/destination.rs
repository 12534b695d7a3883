//! Where a file of transfers is written: to standard output, or to a file that is there whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

pub(super) enum Destination {
    Stdout(BufWriter<io::Stdout>),
    File { draft: BufWriter<File>, names: Names },
}

pub(super) struct Names {
    draft: PathBuf,
    file: PathBuf,
}

impl Destination {
    pub(super) fn open(file: Option<PathBuf>) -> io::Result<Self> {
        let Some(file) = file else { return Ok(Self::Stdout(BufWriter::new(io::stdout()))) };
        let draft = beside(&file);
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        Ok(Self::File { draft: BufWriter::new(opened), names: Names { draft, file } })
    }

    /// Ends the file, and gives it its name.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut stdout) => stdout.flush(),
            Self::File { draft, names } => {
                draft.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                fs::rename(&names.draft, &names.file)
            }
        }
    }

    /// Removes what was written of a file that cannot be ended.
    pub(super) fn discard(self) {
        if let Self::File { names, .. } = self {
            // It is of mode 0600, and the next export replaces it.
            let _ = fs::remove_file(&names.draft);
        }
    }
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".draft");
    file.with_file_name(name)
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File { draft, .. } => draft.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { draft, .. } => draft.flush(),
        }
    }
}
