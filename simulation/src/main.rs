//! `simulation --seeds N [--seed S]`: how far the rules hold, and a trace where one does not.
#![expect(clippy::disallowed_methods, reason = "a tool: it times itself")]
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use std::{
    collections::BTreeMap,
    io::{IsTerminal as _, stderr},
    process::ExitCode,
    time::{Duration, Instant},
};

use simulation::{Planted, Tally, simulate};

const HELP: &str = "\
cargo xtask simulate [--seeds N] [--seed S]

  --seeds N   so many seeds, one after the other (default 10000)
  --seed S    the first; alone, it is the only one, and its trace is shown
  --all 1     goes on after a failure, and tells in the end how often each rule was broken, and by which seed first";

const SHOWN_EVERY: Duration = Duration::from_millis(200);

struct Wish {
    first: u64,
    count: u64,
    goes_on: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match read(&words) {
        Some(Wish { first, count: 1, .. }) => one(first),
        Some(wish) => many(&wish),
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

fn many(wish: &Wish) -> ExitCode {
    let start = Instant::now();
    let (mut tally, mut steps, mut shown) = (Tally::new(), 0, start);
    let mut broken: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    for seed in wish.first..wish.first.saturating_add(wish.count) {
        let outcome = simulate(seed, Planted::Nothing, false);
        if let Some(failure) = outcome.failure {
            if !wish.goes_on {
                println!("seed {seed} fails; once more, with a trace:");
                return one(seed);
            }
            broken.entry(failure.violation.rule).or_insert((seed, 0)).1 += 1;
        }
        steps += outcome.steps;
        for (what, times) in outcome.tally {
            *tally.entry(what).or_default() += times;
        }
        if stderr().is_terminal() && shown.elapsed() > SHOWN_EVERY {
            shown = Instant::now();
            eprint!("\r{} of {} seeds", seed - wish.first + 1, wish.count);
        }
    }
    if stderr().is_terminal() {
        eprint!("\r{:40}\r", "");
    }
    print(&tally, steps, wish.count, start.elapsed());
    for (rule, (seed, times)) in &broken {
        println!("broken by {times} seeds, first by {seed}: {rule}");
    }
    if broken.is_empty() {
        println!("Every rule holds.");
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
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
    println!("\n{seeds} seeds, {steps} steps, {seconds:.1} s ({:.0} seeds/s)", seeds as f64 / seconds);
}
