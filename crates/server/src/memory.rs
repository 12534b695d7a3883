//! What protects the memory of the process, in which cards and keys are: freed memory is wiped, and nobody dumps or traces it.

use std::io;

use mimalloc::MiMalloc;
#[cfg(target_os = "linux")]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Resource, Rlimit, setrlimit};
use zeroizing_alloc::ZeroAlloc;

/// Overwrites memory when it is freed, also that of the HTTP and TLS libraries (ADR 27).
#[global_allocator]
static ALLOCATOR: ZeroAlloc<MiMalloc> = ZeroAlloc(MiMalloc);

/// Forbids core dumps, and the reading of this process's memory by others of the same user. Only a process that may trace all
/// others can read it then. A process that is started by this one may be dumped again.
pub(crate) fn forbid_dumps() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    #[cfg(target_os = "linux")]
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(())
}
