//! Measures the build for distribution.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    steps.step("build for distribution", || {
        tools::run(cargo().args([
            "build",
            "--locked",
            "--profile",
            "dist",
            "--package",
            "server",
            "--package",
            "bench",
        ]))
    })?;
    let (bench, server) = (built("dist", "bench")?, built("dist", "guichet")?);
    steps.step("bench", || tools::run(Command::new(bench).args(arguments).env("IT_GUICHET", server)))
}
