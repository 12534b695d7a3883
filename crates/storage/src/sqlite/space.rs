//! Space on the file system of the store.

use std::path::Path;

/// What a commit of a full group may need, and a checkpoint after it.
const LEAST_BYTES: u64 = 4 * 1024 * 1024;

/// Whether so little space is left that the next commits are likely to fail. If the file system does not tell, commits
/// themselves do.
pub(super) fn is_used_up(store: &Path) -> bool {
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    rustix::fs::statvfs(folder).is_ok_and(|told| told.f_bavail.saturating_mul(told.f_frsize) < LEAST_BYTES)
}
