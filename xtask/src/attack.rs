//! Attacks the gateway with bounded load, and compares what is measured with aims; see the package `attack`.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

const PACKAGES: [&str; 4] = ["--package", "server", "--package", "attack"];

/// Runs the attacks on the release build.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    if arguments.iter().any(|word| word == "--help" || word == "-h") {
        let help = ["run", "--quiet", "--locked", "--package", "attack", "--", "--help"];
        return tools::run(cargo().args(help));
    }
    steps.step("build for the attacks", || {
        tools::run(cargo().args(["build", "--locked", "--release"]).args(PACKAGES))
    })?;
    steps.step("attack", || tools::run(attack("release")?.args(arguments)))
}

/// Runs a small form of the attacks on the debug build, which the tests need anyway.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    steps.step("build the attacks", || tools::run(cargo().args(["build", "--locked"]).args(PACKAGES)))?;
    steps.step("attack", || tools::run(attack("debug")?.args(["--short", "--dir", "target"])))
}

fn attack(profile: &str) -> Result<Command, String> {
    let mut attack = Command::new(built(profile, "attack")?);
    attack.env("IT_GUICHET", built(profile, "guichet")?);
    Ok(attack)
}
