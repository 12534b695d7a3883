//! Small disks of a test's own: file systems in memory, which can be filled.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether this process may mount file systems. `cargo xtask test` sets `IT_MOUNTS=no` where it may not, and says so at the end.
pub(crate) fn may_mount() -> bool {
    std::env::var("IT_MOUNTS").as_deref() != Ok("no")
}

/// Whether this process is root, which may read and write everything.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").map(|found| std::os::unix::fs::MetadataExt::uid(&found)).unwrap() == 0
}

/// A disk, which is gone when it is dropped.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Mounts a new one at a path that does not exist yet.
    pub(crate) fn mount(at: &Path, mib: usize) -> Self {
        fs::create_dir(at).unwrap();
        run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mib}m,mode=700"), "guichet-test"])
            .arg(at));
        Self(at.to_owned())
    }

    /// Fills it to the last byte.
    pub(crate) fn fill(&self) {
        let mut filler = File::create(self.filler()).unwrap();
        for size in [64 * 1024, 1] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    pub(crate) fn free(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The process that used it may still be ending.
        drop(Command::new("umount").arg("--lazy").arg(&self.0).status());
    }
}

fn run(command: &mut Command) {
    let told = format!("{command:?}");
    assert!(command.status().unwrap_or_else(|error| panic!("{told}: {error}")).success(), "{told}");
}
