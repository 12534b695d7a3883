//! Makes the stores with which later versions are tested; see the package `stores`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres::Server;
use crate::setup::{TESTS, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo};

/// The folder of the sets of all versions.
const SETS: &str = "tests/stores";

/// Makes a set with the binary of `--guichet PATH` (default: the debug build) in the folder of `--out FOLDER` (default: where
/// the tests find it). Fails if the folder exists.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    let (mut guichet, mut out) = (None, None);
    for pair in arguments.chunks(2) {
        match pair {
            [name, path] if name == "--guichet" => guichet = Some(PathBuf::from(path)),
            [name, path] if name == "--out" => out = Some(PathBuf::from(path)),
            _ => return Err(format!("{}: expected --guichet PATH and --out FOLDER", pair.join(" "))),
        }
    }
    set_up(steps, TESTS)?;
    if guichet.is_none() {
        let build = ["build", "--locked", "--package", "server"];
        steps.step("build guichet", || tools::run(cargo().args(build)))?;
    }
    let guichet = guichet.map_or_else(|| built("debug", "guichet"), Ok)?;
    let guichet = fs::canonicalize(&guichet).map_err(|error| format!("{}: {error}", guichet.display()))?;
    let out = out.map_or_else(|| Ok(Path::new(SETS).join(version(&guichet)?)), Ok::<PathBuf, String>)?;
    if out.exists() {
        return Err(format!("{} exists already: a set is never changed", out.display()));
    }
    let build = ["build", "--locked", "--package", "stores", "--example", "make-stores"];
    steps.step("build make-stores", || tools::run(cargo().args(build)))?;
    let make = || -> Result<Command, String> {
        let mut make = Command::new(built("debug/examples", "make-stores")?);
        make.arg(&out).env("IT_GUICHET", &guichet);
        Ok(make)
    };
    steps.step("a store in SQLite", || tools::run(make()?.env("IT_ENGINE", "sqlite")))?;
    steps.step("a store in PostgreSQL", || {
        let server = Server::start()?;
        tools::run(make()?.env("IT_ENGINE", "postgres").env("IT_POSTGRES", server.url()))
    })
}

/// Returns the version that the binary prints.
fn version(guichet: &Path) -> Result<String, String> {
    let told = |error| format!("{}: {error}", guichet.display());
    let output = Command::new(guichet).arg("--version").output().map_err(|error| told(error.to_string()))?;
    let text = String::from_utf8(output.stdout).map_err(|error| told(error.to_string()))?;
    let version = text.trim().strip_prefix("guichet ").map(str::to_owned);
    version.ok_or_else(|| told("it does not tell its version".to_owned()))
}

/// Makes a set in the target directory, to check that it can be made.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    let out = tools::target()?.join("stores-of-this-build");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    run(steps, &["--out".to_owned(), out.display().to_string()])
}
