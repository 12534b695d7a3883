//! Signals, and the children of a process.

use std::{fs, process::Command};

use crate::Error;

/// Sends a signal. The standard library can only send SIGKILL, and only to its own children; every shell has
/// a `kill` of its own. A process that has ended is no error.
pub(crate) fn signal(name: &str, processes: &[u32]) -> Result<(), Error> {
    let numbers: Vec<String> = processes.iter().map(ToString::to_string).collect();
    let command = format!("kill -{name} {} 2>/dev/null", numbers.join(" "));
    Command::new("sh").args(["-c", &command]).status().map_err(|error| Error::file("sh", error))?;
    Ok(())
}

/// Returns the processes with this parent.
pub(crate) fn children(parent: u32) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    let numbers = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|&number: &u32| parent_of(number) == Some(parent)).collect()
}

/// Returns the parent: the fourth field of `/proc/N/stat`. The second is a name in brackets that may hold
/// anything.
fn parent_of(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
