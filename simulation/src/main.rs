//! `simulation --seeds N [--seed S]`: prints how many seeds keep the rules, and a trace of one that does not.
#![expect(clippy::disallowed_methods, reason = "a tool: it times itself")]
#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod many;

use std::process::ExitCode;

use simulation::{Planted, simulate};

const HELP: &str = "\
cargo xtask simulate [--seeds N] [--seed S]

  --seeds N   so many seeds, as many at a time as there are processors (default 10000)
  --seed S    the first; alone, it is the only one, and its trace is shown
  --all 1     goes on after a failure, and tells in the end how often each rule was broken, and by which seed first";

struct Wish {
    first: u64,
    count: u64,
    goes_on: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match read(&words) {
        Some(Wish { first, count: 1, .. }) => one(first),
        Some(wish) => many::many(&wish),
        None => {
            eprintln!("{HELP}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[String]) -> Option<Wish> {
    let (mut first, mut count, mut goes_on) = (None, None, false);
    for pair in words.chunks(2) {
        let [name, value] = pair else { return None };
        let value: u64 = value.parse().ok()?;
        match name.as_str() {
            "--seeds" => count = Some(value),
            "--seed" => first = Some(value),
            "--all" => goes_on = value > 0,
            _ => return None,
        }
    }
    let default = if first.is_some() { 1 } else { 10_000 };
    Some(Wish { first: first.unwrap_or(1), count: count.unwrap_or(default), goes_on })
}

fn one(seed: u64) -> ExitCode {
    let outcome = simulate(seed, Planted::Nothing, true);
    let Some(failure) = outcome.failure else {
        println!("seed {seed}: every rule holds, over {} steps", outcome.steps);
        return ExitCode::SUCCESS;
    };
    for line in &failure.trace {
        println!("{line}");
    }
    println!("\nseed {seed}, step {}: {}", failure.step, failure.violation);
    ExitCode::FAILURE
}
