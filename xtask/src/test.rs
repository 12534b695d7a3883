//! Every test there is.

use crate::setup::{TESTS, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    set_up(steps, TESTS)?;
    // Before the tests, which start it as a person would.
    steps.step("build guichet", || tools::run(cargo().args(["build", "--locked", "--package", "server"])))?;
    let binary = built("debug", "guichet")?;
    steps.step("tests", || {
        tools::run(cargo().args(["test", "--locked", "--workspace"]).env("IT_GUICHET", &binary))
    })
}
