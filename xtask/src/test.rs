//! Runs every test. Those that use the store run once for each engine.

use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use crate::browser;
use crate::postgres::Server;
use crate::setup::{TESTS, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo, content};

/// The packages whose tests use the store.
const ASK_THE_STORE: [&str; 6] = ["--package", "storage", "--package", "gateway", "--package", "it"];

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    set_up(steps, TESTS)?;
    // The tests start the binary, so it is built first.
    steps.step("build guichet", || tools::run(cargo().args(["build", "--locked", "--package", "server"])))?;
    let binary = built("debug", "guichet")?;
    let may_mount =
        content(Command::new("unshare").args(["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]));
    if !may_mount {
        steps.left_out(
            "full and read-only disks",
            "because only root may mount file systems, and not in every container",
        );
    }
    steps.step("tests", || {
        let mut test = test(&["--workspace", "--exclude", "browser"], &binary, may_mount);
        tools::run(test.env("IT_ENGINE", "sqlite"))
    })?;
    steps.step("tests on PostgreSQL", || {
        let server = Server::start()?;
        let mut test = test(&ASK_THE_STORE, &binary, may_mount);
        tools::run(test.env("IT_ENGINE", "postgres").env("IT_POSTGRES", server.url()))
    })?;
    browser::run(steps, &[])
}

/// Returns the command of the tests. Most of them wait, for a slow bank or a shop that hangs, so more of them
/// run at a time than there are cores.
fn test(packages: &[&str], binary: &Path, may_mount: bool) -> Command {
    let mut test = cargo();
    test.args(["test", "--locked"]).args(packages).env("IT_GUICHET", binary);
    test.env("RUST_TEST_THREADS", (available_parallelism().map_or(2, usize::from) * 3).to_string());
    if !may_mount {
        test.env("IT_MOUNTS", "no");
    }
    test
}
