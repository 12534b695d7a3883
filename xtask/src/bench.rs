//! The release build, measured.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    steps.step("release build", || {
        tools::run(cargo().args([
            "build",
            "--locked",
            "--release",
            "--package",
            "server",
            "--package",
            "bench",
        ]))
    })?;
    let (bench, server) = (built("release", "bench")?, built("release", "guichet")?);
    steps.step("bench", || tools::run(Command::new(bench).args(arguments).env("IT_GUICHET", server)))
}
