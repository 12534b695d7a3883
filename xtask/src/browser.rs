//! Tests the pages in a browser: Chromium drives the real binary. Screenshots are left in
//! `target/screenshots`.

use std::thread::available_parallelism;

use crate::setup::{BROWSER, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo, fetch_python, target};

/// The packages for pip, each with the hash that it must have.
const REQUIREMENTS: &str = "tests/browser/requirements.txt";

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    set_up(steps, BROWSER)?;
    let axe = target()?.join("axe");
    steps.step("axe-core", || fetch_python(REQUIREMENTS, &axe))?;
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
