//! The command line.

mod audit;
mod buyer;
mod commands;
mod csv;
mod doctor;
mod export;
mod flags;
mod keys;
mod link;
mod merchant;
mod notifications;
mod payment_method;
mod payout;
mod point_of_sale;
mod remittance;
mod retention;
mod sandbox_token;
mod setup;
mod shares;
mod status;
mod store;

use std::{fmt::Display, io, process::ExitCode};

use clap::Parser as _;
use commands::{Cli, Command};
use flags::prepared;
use store::{open, open_existing};
use tokio::runtime::{Builder, Runtime};

use crate::{
    config::{Config, ConfigError, Loaded, is_secret_quoted},
    demo, operator, serve, telemetry,
    terminal::{complain, give, say, unsaid},
    wiring::StartError,
};

/// The reason for which a command fails, in one line.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("{0}")]
    Said(String),
    #[error("what the command tells could not be written to standard output: {0}")]
    Unsaid(&'static io::Error),
}

/// Prints a secret that is shown once. `remedy` says what to do where it is lost.
fn give_secret(text: impl Display, remedy: &str) -> Result<(), Failure> {
    give(text).map_err(|error| {
        Failure::Said(format!("the secret could not be written to standard output ({error}): {remedy}"))
    })
}

pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // The parser quotes an argument that it does not know, and the text of a PEM file begins with a dash.
        Err(error) if is_secret_quoted(&error.to_string()) => {
            complain("guichet: an argument holds a key or a password itself: see `guichet --help`");
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let serves = matches!(cli.command, Command::Serve(_) | Command::Demo { .. });
    let outcome = dispatch(cli.command);
    telemetry::flush();
    // A gateway that has served has done its work, whatever became of its words.
    let outcome = match (outcome, unsaid()) {
        (Ok(ExitCode::SUCCESS), Some(error)) if !serves => Err(Failure::Unsaid(error)),
        (outcome, _) => outcome,
    };
    outcome.unwrap_or_else(|failure| {
        complain(format!("guichet: {failure}"));
        ExitCode::FAILURE
    })
}

fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(place) => {
            let config = place.parse()?;
            telemetry::start(&config);
            runtime()?.block_on(serve::run(config))?;
        }
        Command::Demo { place, once } => {
            let config = prepared(&demo::settings(place.load()?, once))?;
            telemetry::start(&config);
            runtime()?.block_on(demo::run(config, once))?;
        }
        Command::Merchant { place, json, action } => {
            let config = place.parse()?;
            by_operator(merchant::run(&config, action, json))?;
        }
        Command::PointOfSale { place, json, action } => {
            let config = place.parse()?;
            by_operator(point_of_sale::run(&config, action, json))?;
        }
        Command::Link { place, json, action } => {
            let config = place.parse()?;
            by_operator(link::run(&config, action, json))?;
        }
        Command::PaymentMethod { place, json, action } => {
            let config = place.parse()?;
            by_operator(payment_method::run(&config, action, json))?;
        }
        Command::Notifications { place, json, action } => {
            let config = place.parse()?;
            by_operator(notifications::run(&config, action, json))?;
        }
        Command::Remittance { place, json, action } => {
            let config = place.parse()?;
            by_operator(remittance::run(&config, action, json))?;
        }
        Command::Payout { place, json, action } => {
            let config = place.parse()?;
            by_operator(payout::run(&config, action, json))?;
        }
        Command::Export { place, action } => {
            let config = place.parse()?;
            by_operator(export::run(&config, action))?;
        }
        Command::Audit { place, json, action } => {
            let config = place.parse()?;
            return by_operator(audit::run(&config, action, json));
        }
        Command::Keys { action: keys::Action::Join { files }, .. } => keys::join(&files)?,
        Command::Keys { place, json, action } => {
            let config = place.parse()?;
            by_operator(keys::run(&config, action, json))?;
        }
        Command::Retention { place, json, action } => {
            let config = place.parse()?;
            by_operator(retention::run(&config, action, json))?;
        }
        Command::Buyer { place, json, action } => {
            let config = place.parse()?;
            by_operator(buyer::run(&config, action, json))?;
        }
        Command::SandboxToken { place, action } => {
            let config = place.parse()?;
            by_operator(sandbox_token::run(&config, action))?;
        }
        Command::Status { place, exact, json } => {
            let config = place.parse()?;
            runtime()?.block_on(status::run(&config, exact, json))?;
        }
        Command::Doctor(place) => return by_operator(doctor::run(place.load()?)),
        Command::Config { place, json } => show(&place.load()?, json)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command on behalf of the user who gave it.
fn by_operator<T>(command: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    runtime()?.block_on(operator::caller().run(store::gathering(command)))
}

fn runtime() -> Result<Runtime, Failure> {
    Builder::new_multi_thread().enable_all().build().map_err(|error| Failure::Said(error.to_string()))
}

/// Prints the settings, also if one cannot be parsed. The error is then printed behind them.
fn show(settings: &Loaded, json: bool) -> Result<(), Failure> {
    if json {
        let mut object = document::Object::new();
        for (name, value, origin) in settings.rows() {
            object.set(name, document::Object::new().with("value", value).with("origin", origin));
        }
        say(document::write_json(&object.into()));
    } else {
        say(settings.show().trim_end());
    }
    Config::parse(settings).map(|_| ()).map_err(Failure::from)
}
