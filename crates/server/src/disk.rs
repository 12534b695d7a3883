//! Whether the data directory can be used: by this user, on this file system, with the space that is left.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, access, statvfs},
    io::Errno,
    process::geteuid,
};

use crate::data_dir::DataDir;

/// The space below which the gateway warns: some hours of a small shop, and time to free more.
const LOW_BYTES: u64 = 256 * 1024 * 1024;

/// Returns the first reason for which the directory, or a file of ours in it, cannot be used, and what to do about it. What else
/// lies there is nothing to us.
pub(crate) fn obstacle(data: &Path) -> Option<String> {
    if !data.exists() {
        return unusable(&nearest(data));
    }
    let dir = DataDir::at(data);
    let own = dir.own_files().into_iter().filter(|file| file.exists());
    std::iter::once(data.to_owned()).chain(own).find_map(|path| unusable(&path))
}

/// Tells how little space is left. `None` where there is enough, or where the file system does not tell.
pub(crate) fn shortage(data: &Path) -> Option<String> {
    let told = statvfs(nearest(data)).ok()?;
    let free = told.f_bavail.saturating_mul(told.f_frsize);
    (free < LOW_BYTES).then(|| {
        format!(
            "{} MiB are left for {}: free more; without space payments are refused (503)",
            free / (1024 * 1024),
            data.display()
        )
    })
}

/// Returns the path, or the nearest directory above it that exists.
fn nearest(path: &Path) -> PathBuf {
    let above = path.ancestors().find(|path| path.exists());
    match above {
        Some(above) if !above.as_os_str().is_empty() => above.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn unusable(path: &Path) -> Option<String> {
    let mut needed = Access::READ_OK | Access::WRITE_OK;
    if path.is_dir() {
        needed |= Access::EXEC_OK;
    }
    let shown = path.display();
    let us = geteuid().as_raw();
    match access(path, needed) {
        Ok(()) => None,
        Err(Errno::ROFS) => Some(format!(
            "{shown} is on a file system that takes no writes (read-only): mount it for writing, or set data to a \
             directory elsewhere"
        )),
        Err(Errno::ACCESS) => Some(match fs::metadata(path).map(|found| found.uid()) {
            Ok(owner) if owner != us => format!(
                "{shown} belongs to user {owner} and this process runs as user {us}, which may not write there: start \
                 guichet as user {owner}, or run `chown -R {us} {shown}`"
            ),
            _ => format!("{shown} may not be written by its own user {us}: run `chmod u+rwX {shown}`"),
        }),
        Err(error) => Some(format!("{shown}: {error}")),
    }
}
