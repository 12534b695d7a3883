//! Kills gateways and databases under load, and audits the result; see the package `torture`.

use std::process::Command;

use crate::setup::{TORTURE, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

const PACKAGES: [&str; 4] = ["--package", "server", "--package", "torture"];

/// Runs rounds with the release build, which answers more requests in each.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    if arguments.iter().any(|word| word == "--help" || word == "-h") {
        return tools::run(cargo().args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "torture",
            "--",
            "--help",
        ]));
    }
    set_up(steps, TORTURE)?;
    steps.step("build for torture", || {
        tools::run(cargo().args(["build", "--locked", "--release"]).args(PACKAGES))
    })?;
    steps.step("torture", || tools::run(torture("release")?.args(arguments)))
}

/// Runs a few rounds on each engine with the debug build, which the tests need anyway.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    set_up(steps, TORTURE)?;
    steps.step("build torture", || tools::run(cargo().args(["build", "--locked"]).args(PACKAGES)))?;
    for engine in ["sqlite", "postgres"] {
        steps.step(&format!("torture on {engine}"), || {
            tools::run(torture("debug")?.args(["--rounds", "20", "--engine", engine]))
        })?;
    }
    Ok(())
}

fn torture(profile: &str) -> Result<Command, String> {
    let mut torture = Command::new(built(profile, "torture")?);
    torture.env("IT_GUICHET", built(profile, "guichet")?);
    Ok(torture)
}
