//! The files of a run of the suite: one directory, which `leaks` searches afterwards.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The number of runs that are kept. Older ones are removed.
const KEPT: usize = 3;

/// Returns `target/it`, or `target/browser` for the suite in the browser.
pub(crate) fn all_runs() -> PathBuf {
    target().join(env!("CARGO_PKG_NAME"))
}

/// Returns the directory of this build's programs: `target/debug`.
pub(crate) fn programs() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    own.parent().and_then(Path::parent).unwrap().to_owned()
}

/// Returns the target directory, found from the path of this program: `target/debug/deps/it-…`.
pub(crate) fn target() -> PathBuf {
    programs().parent().unwrap().to_owned()
}

/// Returns the runs. Names begin with the time, so that the newest is the last.
pub(crate) fn sorted() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(all_runs()) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Makes the directory of a run that begins now.
pub(crate) fn begin(now_ms: u128) -> PathBuf {
    let mut older = sorted();
    older.truncate(older.len().saturating_sub(KEPT - 1));
    for run in older {
        // Another process may be removing it, too.
        drop(fs::remove_dir_all(run));
    }
    let run = all_runs().join(format!("{now_ms:015}-{}", std::process::id()));
    fs::create_dir_all(run.join(ERRORS)).unwrap();
    run
}

/// The folder with one file for each body of an answer that is no success.
pub(crate) const ERRORS: &str = "errors";
/// The file of secrets, which no other file may contain: a line for each one that was sent, with its kind
/// before it.
pub(crate) const SECRETS: &str = "secrets.txt";

/// The content of a schema of PostgreSQL, beside the data of its gateway.
pub(crate) const DUMP: &str = "guichet.db.sql";

/// Appends a whole line at once, because several tests write.
pub(crate) fn append(file: &Path, line: &str) {
    let mut file = OpenOptions::new().create(true).append(true).open(file).unwrap();
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
