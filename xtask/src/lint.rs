//! Checks that a reviewer need not do: formatting, Clippy and the policy on dependencies.

use std::env;
use std::fs;
use std::path::PathBuf;
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

/// Checks the policy on dependencies. Advisories are checked against a database that is at hand, and never fetched: it is
/// another download, and yesterday's commit must not fail today on a machine that did not ask for it.
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
    steps.step(NAME, || tools::run(cargo().args(["deny", "check", "bans", "licenses", "sources"])))?;
    if has_advisories() {
        return steps
            .step("advisories", || tools::run(cargo().args(["deny", "--offline", "check", "advisories"])));
    }
    steps.left_out("advisories", "because no advisory database is at hand: `cargo deny fetch db` gets one");
    Ok(())
}

/// Whether cargo-deny has fetched a database of advisories on this machine.
fn has_advisories() -> bool {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let folder = home.map(|home| fs::read_dir(home.join("advisory-dbs")));
    folder.is_some_and(|entries| entries.is_ok_and(|mut entries| entries.any(|entry| entry.is_ok())))
}
