//! Runs many seeds, one in each thread and as many threads as processors. The threads have nothing in common.

use std::{
    collections::BTreeMap,
    io::{IsTerminal as _, stderr},
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use simulation::{Outcome, Planted, Tally, simulate};

use crate::{Wish, one};

const SHOWN_EVERY: Duration = Duration::from_millis(200);

pub(crate) fn many(wish: &Wish) -> ExitCode {
    let start = Instant::now();
    let found = Mutex::new(Found::default());
    let next = AtomicU64::new(wish.first);
    let end = wish.first.saturating_add(wish.count);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| take_seeds(wish, &next, end, &found));
        }
    });
    if stderr().is_terminal() {
        eprint!("\r{:40}\r", "");
    }
    let Found { tally, steps, broken, .. } = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let first = broken.values().map(|(seed, _)| *seed).min();
    if let Some(seed) = first.filter(|_| !wish.goes_on) {
        println!("seed {seed} fails; once more, with a trace:");
        return one(seed);
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

/// The outcomes so far.
#[derive(Default)]
struct Found {
    seeds: u64,
    tally: Tally,
    steps: u64,
    /// By rule, the first seed that broke it and the number of seeds that did.
    broken: BTreeMap<&'static str, (u64, u64)>,
    shown: Option<Instant>,
}

/// Runs one seed after the other until there are none or one has failed. They are taken in order: when one
/// fails, those before it have begun and are finished.
fn take_seeds(wish: &Wish, next: &AtomicU64, end: u64, found: &Mutex<Found>) {
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return;
        }
        let outcome = simulate(seed, Planted::Nothing, false);
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.add(seed, outcome);
        if !wish.goes_on && !found.broken.is_empty() {
            return;
        }
        found.show(wish.count);
    }
}

impl Found {
    fn add(&mut self, seed: u64, outcome: Outcome) {
        self.seeds += 1;
        self.steps += outcome.steps;
        for (what, times) in outcome.tally {
            *self.tally.entry(what).or_default() += times;
        }
        if let Some(failure) = outcome.failure {
            let (first, times) = self.broken.entry(failure.violation.rule).or_insert((seed, 0));
            *first = seed.min(*first);
            *times += 1;
        }
    }

    fn show(&mut self, count: u64) {
        if stderr().is_terminal() && self.shown.is_none_or(|shown| shown.elapsed() > SHOWN_EVERY) {
            self.shown = Some(Instant::now());
            eprint!("\r{} of {count} seeds", self.seeds);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
fn print(tally: &Tally, steps: u64, seeds: u64, took: Duration) {
    for (what, times) in tally {
        println!("{times:>12}  {what}");
    }
    let seconds = took.as_secs_f64();
    println!("\n{seeds} seeds, {steps} steps, {seconds:.1} s ({:.0} seeds/s)", seeds as f64 / seconds);
}
