//! Steps with their names and times.

use std::time::{Duration, Instant};

/// The result of a step. The error is a sentence for the person at the terminal.
pub(crate) type Outcome = Result<(), String>;

#[derive(Default)]
pub(crate) struct Steps(Vec<(String, Ending)>);

enum Ending {
    Done(Duration),
    Failed(Duration),
    LeftOut(String),
}

impl Steps {
    /// Runs a step. The first one that fails ends the command.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        // The end of the line flushes it, so that it stands above what the step prints.
        println!("== {name}");
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        let ending = if outcome.is_ok() { Ending::Done(took) } else { Ending::Failed(took) };
        self.0.push((name.to_owned(), ending));
        outcome
    }

    /// Notes a step that this machine cannot do. It is printed now and again at the end.
    pub(crate) fn left_out(&mut self, name: &str, why: &str) {
        println!("== {name}: left out, {why}");
        self.0.push((name.to_owned(), Ending::LeftOut(why.to_owned())));
    }

    pub(crate) fn print(&self) {
        if !self.0.is_empty() {
            println!();
        }
        for (name, ending) in &self.0 {
            match ending {
                Ending::Done(took) => println!("{:>8.1} s  {name}", took.as_secs_f64()),
                Ending::Failed(took) => println!("{:>8.1} s  {name}  FAILED", took.as_secs_f64()),
                Ending::LeftOut(why) => println!("{:>8} -  {name}  LEFT OUT: {why}", ""),
            }
        }
    }
}
