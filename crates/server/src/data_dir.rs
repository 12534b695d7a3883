//! Files of the data directory. Only their owner may read them.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

pub(crate) struct DataDir(PathBuf);

impl DataDir {
    /// Makes the directory with mode 0700 if it does not exist.
    pub(crate) fn make(path: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self(path.to_owned()))
    }

    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.0.join("guichet.db")
    }

    pub(crate) fn master_key(&self) -> PathBuf {
        self.0.join("master.key")
    }

    pub(crate) fn credentials(&self) -> PathBuf {
        self.0.join("credentials.toml")
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.0.join("tls").join("cert.pem")
    }

    pub(crate) fn certificate_key(&self) -> PathBuf {
        self.0.join("tls").join("key.pem")
    }

    /// Returns the store and the files that SQLite puts beside it, whether they are there or not.
    pub(crate) fn store_files(&self) -> [PathBuf; 3] {
        ["db", "db-wal", "db-shm"].map(|extension| self.store().with_extension(extension))
    }

    /// Returns the files and directories that the gateway makes and writes, whether they are there or not.
    pub(crate) fn own_files(&self) -> Vec<PathBuf> {
        let tls = self.0.join("tls");
        let others = [self.master_key(), self.credentials(), tls, self.certificate(), self.certificate_key()];
        self.store_files().into_iter().chain(others).collect()
    }

    pub(crate) fn demo(&self, name: &str) -> PathBuf {
        self.0.join("demo").join(name)
    }
}

/// Writes a file of mode 0600, whole or not at all, and makes its directory if it does not exist.
pub(crate) fn write_private(path: &Path, content: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = path.with_extension("draft");
    let _ = fs::remove_file(&draft);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    File::open(folder)?.sync_all()
}

/// Writes a new file of mode 0600, and makes its directory if it does not exist. A file that is there stays as it is.
pub(crate) fn write_new_private(path: &Path, content: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}

/// Makes the file with mode 0600 if it does not exist. SQLite gives the same mode to the files that it puts beside
/// it.
pub(crate) fn touch_private(path: &Path) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(|_| ())
}

/// Whether anybody but the owner may read the file.
pub(crate) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}
