//! Measures the cost of the gateway on this machine, relative to what the machine itself can do.
//!
//! All figures come from one run, so that they can be divided by each other: the cost of a payment is given
//! in RSA operations and disk flushes of the same minute, not in those of another machine's data sheet.
#![expect(clippy::disallowed_methods, reason = "measures time, and takes the server's path from outside")]
#![expect(clippy::print_stdout, reason = "the figures are the product")]

mod actions;
mod against;
mod buyer;
mod collections;
mod crowd;
mod disk;
mod figures;
mod instances;
mod keys;
mod line;
mod listener;
mod load;
mod notifications;
mod options;
mod orders;
mod page;
mod percentiles;
mod proc;
mod report;
mod retention;
mod rsa;
mod run;
mod sessions;
mod wallet;

use std::process::ExitCode;

use options::{Asked, Options};

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(Asked::Run(options)) => options,
        Ok(Asked::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(mistake) => {
            eprintln!("bench: {mistake}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    match run::all(&options) {
        Ok(report) => {
            println!("{}", report.text);
            if report.refused == 0 {
                return ExitCode::SUCCESS;
            }
            eprintln!("bench: {} requests were not accepted, so the figures mean nothing", report.refused);
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
