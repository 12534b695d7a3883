//! Checks that a reviewer need not do: formatting, Clippy and the policy on dependencies.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{self, cargo, content};

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("formatting", || tools::run(cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("clippy", || {
        let clippy = ["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"];
        tools::run(cargo().args(clippy))
    })?;
    dependencies(steps)
}

/// Checks the policy on dependencies, without advisories: their database is another download, and yesterday's
/// commit must not fail today.
fn dependencies(steps: &mut Steps) -> Outcome {
    const NAME: &str = "dependencies";
    if !content(cargo().args(["deny", "--version"])) {
        println!("Installing cargo-deny, because it checks licences, sources and banned crates (deny.toml).");
        let mut install: Command = cargo();
        if let Err(reason) = tools::run(install.args(["install", "--locked", "cargo-deny"])) {
            steps.left_out(NAME, &format!("because cargo-deny cannot be installed ({reason})"));
            return Ok(());
        }
    }
    steps.step(NAME, || tools::run(cargo().args(["deny", "check", "bans", "licenses", "sources"])))
}
