//! Load, a kill at a random moment, a restart, an audit; again and again.
//!
//! What must hold after every round: each acknowledged answer is there, no action happened twice, whatever was asked of
//! a bank and not answered ends within a minute, and no lease is stuck. Of sessions: what a buyer was told is paid is paid,
//! once, and shops are told of each end, and not twice within the interval. Started by `cargo xtask torture`.
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

use std::process::ExitCode;

use options::{Asked, Options};

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Rig(#[from] rig::Error),
    #[error("tokio: {0}")]
    Runtime(std::io::Error),
    /// What must never be.
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
