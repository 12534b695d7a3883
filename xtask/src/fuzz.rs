//! Runs the fuzz targets, one after the other.

use std::fs;

use crate::setup::{FUZZING, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, cargo, content};

const TARGETS: &str = "fuzz/fuzz_targets";

pub(crate) fn run(steps: &mut Steps, seconds: u32) -> Outcome {
    set_up(steps, FUZZING)?;
    if !content(cargo().args(["fuzz", "--version"])) {
        steps.step("install cargo-fuzz", || {
            println!("Installing cargo-fuzz, because it builds and drives the fuzz targets.");
            tools::run(cargo().args(["install", "--locked", "cargo-fuzz"]))
        })?;
    }
    for target in targets()? {
        steps.step(&format!("fuzz {target}"), || {
            // New inputs go into the first folder; the second has the committed ones.
            let (found, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
            for folder in [&found, &seeds] {
                fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
            }
            let span = format!("-max_total_time={seconds}");
            // No sanitizer is used: those need a nightly compiler, and the code has no unsafe of its own.
            tools::run(cargo().args([
                "fuzz",
                "run",
                "--sanitizer",
                "none",
                &target,
                &found,
                &seeds,
                "--",
                &span,
            ]))
        })?;
    }
    Ok(())
}

/// Returns the names of the targets, in order.
fn targets() -> Result<Vec<String>, String> {
    let files = fs::read_dir(TARGETS).map_err(|error| format!("{TARGETS}: {error}"))?;
    let mut names: Vec<String> = files
        .filter_map(|file| file.ok()?.file_name().into_string().ok()?.strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}
