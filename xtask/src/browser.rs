//! Tests the pages in a browser: Chromium drives the real binary. Screenshots are left in
//! `target/screenshots`.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use crate::setup::{BROWSER, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo, target};

/// The packages for pip, each with the hash that it must have.
const REQUIREMENTS: &str = "tests/browser/requirements.txt";

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    set_up(steps, BROWSER)?;
    steps.step("axe-core", fetch_axe)?;
    steps.step("build guichet", || tools::run(cargo().args(["build", "--locked", "--package", "server"])))?;
    let binary = built("debug", "guichet")?;
    steps.step("pages in Chromium", || {
        let mut test = cargo();
        test.args(["test", "--locked", "--package", "browser", "--"]).args(arguments);
        // Stories wait at times for a bank or a partner, so there is one more of them than cores. Each has a
        // browser.
        let threads = available_parallelism().map_or(2, usize::from) + 1;
        test.env("IT_GUICHET", binary).env("IT_ENGINE", "sqlite");
        tools::run(test.env("RUST_TEST_THREADS", threads.to_string()))
    })
}

/// Fetches axe into `axe` in the target directory, unless the wanted version is there.
fn fetch_axe() -> Outcome {
    let folder = target()?.join("axe");
    let wanted = fs::read_to_string(REQUIREMENTS).map_err(|error| format!("{REQUIREMENTS}: {error}"))?;
    let fetched = folder.join("fetched.txt");
    if fs::read_to_string(&fetched).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    // This is Debian's own pip. With a target it installs nothing into the system, and it checks hashes
    // before it unpacks anything.
    let mut pip = Command::new("/usr/bin/python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]);
    pip.args(["--no-deps", "--require-hashes", "--only-binary=:all:", "--upgrade"]);
    tools::run(pip.args(["--requirement", REQUIREMENTS, "--target"]).arg(&folder))?;
    fs::write(&fetched, wanted).map_err(|error| format!("{}: {error}", fetched.display()))
}
