//! A small disk: a file system in memory, which can be filled and freed.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// It is unmounted when it is dropped, and what is on it is lost.
pub struct Disk(PathBuf);

impl Disk {
    /// Whether this process may mount file systems: root may, but not in every container.
    pub fn may_be_mounted() -> bool {
        let tried =
            Command::new("unshare").args(["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
        tried.is_ok_and(|tried| tried.status.success())
    }

    /// Mounts it on a directory, which is made if it is not there.
    pub fn mount(at: &Path, mib: u64) -> Result<Self, Error> {
        fs::create_dir_all(at).map_err(|error| Error::file(at, error))?;
        let options = format!("size={mib}m,mode=700");
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &options, "guichet-rig"]).arg(at))?;
        Ok(Self(at.to_owned()))
    }

    /// Fills it to the last byte.
    pub fn fill(&self) -> Result<(), Error> {
        let path = self.filler();
        let mut filler = File::create(&path).map_err(|error| Error::file(path, error))?;
        for size in [1024 * 1024, 4 * 1024, 1] {
            let bytes = vec![0; size];
            while filler.write_all(&bytes).is_ok() {}
        }
        Ok(())
    }

    pub fn free(&self) -> Result<(), Error> {
        fs::remove_file(self.filler()).map_err(|error| Error::file(self.filler(), error))
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a process that used it may still be ending.
        drop(run(Command::new("umount").arg("--lazy").arg(&self.0)));
    }
}

fn run(command: &mut Command) -> Result<(), Error> {
    let program = command.get_program().to_owned();
    let status = command.status().map_err(|error| Error::file(&program, error))?;
    if status.success() { Ok(()) } else { Err(Error::BadEnd(program.display().to_string(), status)) }
}
