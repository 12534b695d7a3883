//! Simulates the use cases under faults, seed by seed; see the package `simulation`.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    steps.step("build simulation", || {
        tools::run(cargo().args(["build", "--locked", "--release", "--package", "simulation"]))
    })?;
    let binary = built("release", "simulation")?;
    steps.step("simulate", || tools::run(Command::new(binary).args(arguments)))
}

/// Runs a few seeds with the debug build. On two processors it takes about twenty-five seconds, less than a
/// release build.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    steps.step("build simulation", || {
        tools::run(cargo().args(["build", "--locked", "--package", "simulation"]))
    })?;
    let binary = built("debug", "simulation")?;
    steps.step("simulate", || tools::run(Command::new(binary).args(["--seeds", "1000"])))
}
