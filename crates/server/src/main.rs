//! `guichet`: the command line, the wiring and the listeners. This crate depends on every other crate, and none
//! depends on it.
#![expect(
    clippy::disallowed_methods,
    reason = "this crate is where the clock, the environment and entropy come in"
)]

mod cli;
mod config;
mod credentials;
mod data_dir;
mod deliveries;
mod demo;
mod disk;
mod environment;
mod hazards;
mod issuer;
mod listen;
mod master_key;
mod memory;
mod operator;
mod ports;
mod serve;
mod tasks;
mod telemetry;
mod terminal;
#[cfg(test)]
mod unwell;
mod wiring;
mod workers;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
