//! What requests may take of the instance together.

use std::time::Duration;

use web::LoadLimits;

use super::{ConfigError, sources::Loaded};

const BYTES_PER_MIB: usize = 1024 * 1024;

pub(super) fn parse(values: &Loaded) -> Result<LoadLimits, ConfigError> {
    Ok(LoadLimits { body_budget: body_budget(values)?, wait: wait(values)? })
}

/// Reads the budget. One body of 256 KiB needs its own size four times over in the worst case, so that 1 MiB is the least.
fn body_budget(values: &Loaded) -> Result<usize, ConfigError> {
    let rule = "MiB between 1 and 4096";
    match values.parse("memory.bodies_mib", rule)? {
        mib @ 1..=4_096_usize => Ok(mib * BYTES_PER_MIB),
        _ => Err(values.refuse("memory.bodies_mib", rule)),
    }
}

fn wait(values: &Loaded) -> Result<Duration, ConfigError> {
    let rule = "milliseconds between 10 and 10000";
    match values.parse("overload.wait_limit_ms", rule)? {
        ms @ 10..=10_000 => Ok(Duration::from_millis(ms)),
        _ => Err(values.refuse("overload.wait_limit_ms", rule)),
    }
}
