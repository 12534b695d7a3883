//! Load, a kill or a want at a random moment, a restart and an audit, again and again.
//!
//! After every round these rules must hold: each answer that was given still stands, no action was done
//! twice, every question to a bank has ended within a minute, and no lease is stuck. Of sessions: a payment
//! that a buyer was told of is paid, once, and shops are notified of each end, and not twice within the
//! interval. `cargo xtask torture` starts it.
#![expect(clippy::disallowed_methods, reason = "measures time and asks for its surroundings")]
#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod audit;
mod books;
mod day;
mod load;
mod merchants;
mod options;
mod remittances;
mod round;
mod sessions;
mod site;
mod tally;
mod trouble;

use std::process::ExitCode;

use options::{Asked, Options};

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Rig(#[from] rig::Error),
    #[error("tokio: {0}")]
    Runtime(std::io::Error),
    /// A rule that was broken.
    #[error("{0}")]
    Violated(String),
}

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(Asked::Run(options)) => options,
        Ok(Asked::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(reason) => {
            eprintln!("torture: {reason}\n\n{}", options::HELP);
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::Runtime);
    match runtime.and_then(|runtime| runtime.block_on(round::all(&options))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("torture: {failure}\n(seed {})", options.seed);
            ExitCode::FAILURE
        }
    }
}
