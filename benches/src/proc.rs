//! What Linux tells about a process: CPU time and resident memory.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::run::Error;

/// The unit of CPU times in `/proc` (`USER_HZ`). The kernel's interface fixes it, whatever its own tick is.
const TICK: Duration = Duration::from_millis(10);

/// Returns the CPU time of all threads of a process, ended ones included, to the tick.
pub(crate) fn process_cpu(id: u32) -> Result<Duration, Error> {
    cpu(Path::new(&format!("/proc/{id}/stat")))
}

/// Returns the CPU time of several processes, without those that have ended.
pub(crate) fn processes_cpu(ids: &[u32]) -> Duration {
    ids.iter().filter_map(|&id| process_cpu(id).ok()).sum()
}

/// Returns the CPU time of the calling thread, by the same clock as [`process_cpu`], so that the two can be
/// divided.
pub(crate) fn thread_cpu() -> Result<Duration, Error> {
    cpu(Path::new("/proc/thread-self/stat"))
}

/// Returns the resident memory of a process in KiB.
pub(crate) fn resident(id: u32) -> Result<u64, Error> {
    let path = format!("/proc/{id}/status");
    let status = fs::read_to_string(&path).map_err(|error| Error::file(&path, error))?;
    status_kib(&status, "VmRSS").ok_or(Error::Proc("no VmRSS in the process status"))
}

/// Returns the largest resident memory of a process so far in KiB. `None` once it has ended.
pub(crate) fn peak(id: u32) -> Option<u64> {
    status_kib(&fs::read_to_string(format!("/proc/{id}/status")).ok()?, "VmHWM")
}

/// Returns the model of the processor and the number of cores.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    format!("{} x {}", cores, model.map_or("an unknown processor", |(_, name)| name.trim()))
}

fn cpu(path: &Path) -> Result<Duration, Error> {
    let stat = fs::read_to_string(path).map_err(|error| Error::file(path, error))?;
    stat_ticks(&stat).map(|ticks| TICK * ticks).ok_or(Error::Proc("a stat line that cannot be read"))
}

/// Returns utime + stime, fields 14 and 15. The name in field 2 may hold spaces and brackets, so fields are
/// counted from its end.
fn stat_ticks(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    user.checked_add(system)
}

fn status_kib(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_with_an_awkward_name() {
        let stat = "4242 (a) (b c) S 1 2 3 0 -1 4194560 100 0 0 0 731 269 0 0 20 0 9 0 12345 999 888";
        assert_eq!(stat_ticks(stat), Some(1000));
        assert_eq!(stat_ticks("4242 (cut) S 1 2"), None);
    }

    #[test]
    fn a_status() {
        let status = "Name:\tguichet\nVmHWM:\t   30000 kB\nVmRSS:\t   20480 kB\n";
        assert_eq!(status_kib(status, "VmRSS"), Some(20480));
        assert_eq!(status_kib(status, "VmSwap"), None);
    }

    #[test]
    fn of_this_very_process() {
        let id = std::process::id();
        assert!(resident(id).unwrap() > 100);
        assert!(process_cpu(id).unwrap() >= thread_cpu().unwrap());
    }
}
