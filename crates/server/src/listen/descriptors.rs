//! File descriptors: each connection needs one.

use std::io;

use rustix::{
    io::Errno,
    process::{Resource, Rlimit, getrlimit, setrlimit},
};

/// The descriptors that are kept for everything but connections: the store, the log, calls to merchants.
const RESERVE: u64 = 512;

/// Raises the soft limit of open files to the hard one. Returns the limit that holds.
pub(crate) fn raise_limit() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    if let Err(error) = &raised {
        tracing::warn!(%error, "the limit of open files cannot be raised");
    }
    // `None` is no limit.
    raised.map_or(current, |()| maximum).unwrap_or(u64::MAX)
}

/// Returns the hard limit of open files, to which a start raises the soft one.
pub(crate) fn hard_limit() -> u64 {
    getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX)
}

/// Returns the number of connections for which there are descriptors under a limit. A quarter of a small limit is kept for
/// everything else.
pub(crate) fn connections_within(limit: u64) -> usize {
    usize::try_from(limit.saturating_sub(RESERVE.min(limit / 4))).unwrap_or(usize::MAX)
}

/// Whether an error says that there is no descriptor, in this process (EMFILE) or on the machine (ENFILE).
pub(super) fn have_run_out(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_for_connections() {
        for (limit, connections) in [(400, 300), (1024, 768), (20_000, 19_488), (2, 2)] {
            assert_eq!(connections_within(limit), connections, "{limit}");
        }
    }
}
