//! The project's tasks, each one command: `cargo xtask test`.
//!
//! It uses the standard library only, so that it is built within seconds on a machine that has built nothing
//! yet.
#![expect(clippy::disallowed_methods, reason = "times its steps and asks where the built binary lies")]
#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod attack;
mod bench;
mod browser;
mod conformance;
mod fuzz;
mod lint;
mod postgres;
mod setup;
mod simulate;
mod steps;
mod stores;
mod test;
mod tools;
mod torture;

use std::process::ExitCode;

use steps::{Outcome, Steps};

const HELP: &str = "\
cargo xtask COMMAND

  test            sets up what the tests need (asks apt-get for it) and runs every test
  lint            formatting, clippy, and the policy on dependencies
  ci              test, then conformance, stores, 20 rounds of torture an engine, 1,000 seeds of the simulation and small
                  attacks, then lint
  browser [ARGS]  the last part of test alone: the pages in Chromium; a name picks the stories that hold it
  conformance [ARGS]
                  requests that Schemathesis makes up from the API description, against the real binary:
                  `--max-examples N`, `--seed N`, and what else Schemathesis takes
  attack [ARGS]   attacks the release build with bounded load, and compares what it measures with aims; `attack --help`
                  lists its options
  bench [ARGS]    measures the release build on this machine; `bench --help` lists its options
  fuzz [SECONDS]  lets each fuzz target run for so long (default 60)
  simulate [ARGS] runs the use cases against faults, from seeds that can be had again: `--seeds N`, `--seed S`
  torture [ARGS]  kills the release build under load and audits what is left: `--rounds N`, `--engine sqlite|postgres`;
                  `torture --help` lists its options
  stores [ARGS]   before a release: makes stores by which later versions are tested; `--guichet PATH` uses another
                  binary, `--out FOLDER` another folder
  --help          this text";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    if matches!(command.as_str(), "--help" | "-h" | "help") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let mut steps = Steps::default();
    let outcome = tools::go_to_root().and_then(|()| run(&command, &rest, &mut steps));
    steps.print();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String], steps: &mut Steps) -> Outcome {
    match (command, rest) {
        ("test", []) => test::run(steps),
        ("lint", []) => lint::run(steps),
        ("ci", []) => ci(steps),
        ("browser", arguments) => browser::run(steps, arguments),
        ("attack", arguments) => attack::run(steps, arguments),
        ("bench", arguments) => bench::run(steps, arguments),
        ("torture", arguments) => torture::run(steps, arguments),
        ("stores", arguments) => stores::run(steps, arguments),
        ("conformance", arguments) => conformance::run(steps, arguments),
        ("simulate", arguments) => simulate::run(steps, arguments),
        ("fuzz", []) => fuzz::run(steps, 60),
        ("fuzz", [seconds]) => match seconds.parse() {
            Ok(seconds) => fuzz::run(steps, seconds),
            Err(_) => Err(format!("{seconds} is no number of seconds")),
        },
        _ => Err(format!("no such command\n\n{HELP}")),
    }
}

fn ci(steps: &mut Steps) -> Outcome {
    test::run(steps)?;
    conformance::briefly(steps)?;
    stores::briefly(steps)?;
    torture::briefly(steps)?;
    simulate::briefly(steps)?;
    attack::briefly(steps)?;
    lint::run(steps)
}
