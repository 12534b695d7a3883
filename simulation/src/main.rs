//! `simulation --seeds N [--seed S]`: how far the rules hold, and a trace where one does not.
#![expect(clippy::disallowed_methods, reason = "a tool: it times itself")]
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use std::{
    io::{IsTerminal as _, stderr},
    process::ExitCode,
    time::{Duration, Instant},
};

use simulation::{Planted, Tally, simulate};

const HELP: &str = "\
cargo xtask simulate [--seeds N] [--seed S]

  --seeds N   so many seeds, one after the other (default 10000)
  --seed S    the first; alone, it is the only one, and its trace is shown in any case";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((first, count)) = read(&words) else {
        eprintln!("{HELP}");
        return ExitCode::FAILURE;
    };
    if count == 1 {
        return one(first);
    }
    let start = Instant::now();
    let (mut tally, mut steps, mut shown) = (Tally::new(), 0, start);
    for seed in first..first.saturating_add(count) {
        let outcome = simulate(seed, Planted::Nothing, false);
        if outcome.failure.is_some() {
            println!("seed {seed} fails; run again with a trace:");
            return one(seed);
        }
        steps += outcome.steps;
        for (what, times) in outcome.tally {
            *tally.entry(what).or_default() += times;
        }
        if stderr().is_terminal() && shown.elapsed() > Duration::from_millis(200) {
            shown = Instant::now();
            eprint!("\r{} of {count} seeds", seed - first + 1);
        }
    }
    if stderr().is_terminal() {
        eprint!("\r                              \r");
    }
    print(&tally, steps, count, start.elapsed());
    ExitCode::SUCCESS
}

/// The first seed, and how many.
fn read(words: &[String]) -> Option<(u64, u64)> {
    let (mut first, mut count) = (None, None);
    for pair in words.chunks(2) {
        let [name, value] = pair else { return None };
        let value: u64 = value.parse().ok()?;
        match name.as_str() {
            "--seeds" => count = Some(value),
            "--seed" => first = Some(value),
            _ => return None,
        }
    }
    let default = if first.is_some() { 1 } else { 10_000 };
    Some((first.unwrap_or(1), count.unwrap_or(default)))
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

#[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
fn print(tally: &Tally, steps: u64, seeds: u64, took: Duration) {
    for (what, times) in tally {
        println!("{times:>12}  {what}");
    }
    let seconds = took.as_secs_f64();
    println!("\nEvery rule holds: {seeds} seeds, {steps} steps, {seconds:.1} s ({:.0} seeds/s)", seeds as f64 / seconds);
}
