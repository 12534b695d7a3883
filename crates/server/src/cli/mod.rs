//! The command line.

mod audit;
mod buyer;
mod csv;
mod doctor;
mod export;
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

use std::{fmt::Display, io, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use store::{open, open_existing};
use tokio::runtime::{Builder, Runtime};

use crate::{
    config::{self, Config, ConfigError, Flags, Loaded, is_secret_quoted, load},
    demo, environment, memory, operator, serve, telemetry,
    terminal::{complain, give, say, unsaid},
    wiring::StartError,
};

/// An independent payment gateway, compatible with the Monext Retail API.
#[derive(Parser)]
#[command(name = "guichet", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the gateway.
    Serve(Where),
    /// Run the gateway, play a buyer against it step by step, then keep serving, with a shop for your browser.
    Demo {
        #[command(flatten)]
        place: Where,
        /// Exit after the last step, without the shop.
        #[arg(long)]
        once: bool,
    },
    /// Manage merchants.
    Merchant {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: merchant::Action,
    },
    /// Manage points of sale: what they are, and how they want their sessions and their payment page.
    PointOfSale {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: point_of_sale::Action,
    },
    /// List payment links, and draw one as a QR code.
    Link {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: link::Action,
    },
    /// Manage the payment methods of points of sale.
    PaymentMethod {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: payment_method::Action,
    },
    /// See what merchants were told, and tell them again.
    Notifications {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: notifications::Action,
    },
    /// List what went to the bank, and export it for accountants.
    Remittance {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: remittance::Action,
    },
    /// Export the transfers of a day for the bank, and set the accounts that they are paid from.
    Payout {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines: of `list`.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: payout::Action,
    },
    /// Write what a merchant has to a file or to stdout, for accountants and programs.
    Export {
        #[command(flatten)]
        place: Where,
        #[command(subcommand)]
        action: export::Action,
    },
    /// See for how long data are kept, and forget now what is due.
    Retention {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: retention::Action,
    },
    /// Erase what is kept of one buyer.
    Buyer {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: buyer::Action,
    },
    /// Make the token of a wallet on a buyer's device, for a developer without one. Sandbox only.
    SandboxToken {
        #[command(flatten)]
        place: Where,
        #[command(subcommand)]
        action: sandbox_token::Action,
    },
    /// Print what this installation is, and the rows and bytes of each kind of data in its store.
    Status {
        #[command(flatten)]
        place: Where,
        /// Count every row, and read all of a large store for the sizes: without it large numbers are estimates.
        #[arg(long)]
        exact: bool,
        /// One JSON document, for machines.
        #[arg(long)]
        json: bool,
    },
    /// See who did what, when and from where, and whether somebody has changed that.
    Audit {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: audit::Action,
    },
    /// See the keys under which cards and secrets are sealed, rotate them, and split the master key.
    Keys {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: keys::Action,
    },
    /// Check settings, store, keys and clock, and say what to do.
    Doctor(Where),
    /// Print the settings in force and where each comes from, secrets masked.
    Config {
        #[command(flatten)]
        place: Where,
        /// One JSON document, for machines.
        #[arg(long)]
        json: bool,
    },
}

/// Settings that have a flag of their own; `--set` reaches the others.
#[derive(Args)]
struct Where {
    /// TOML file of settings.
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Directory of the store and the keys [default: ./guichet-data]
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<String>,
    /// URL of PostgreSQL (its password is better given as GUICHET_DATABASE) [default: SQLite in the directory]
    #[arg(long, value_name = "URL", global = true)]
    database: Option<String>,
    /// Address of TLS [default: 127.0.0.1:8443]; port 0 picks a free one
    #[arg(long, value_name = "ADDR", global = true)]
    listen: Option<String>,
    /// Address of plain HTTP besides, on loopback only
    #[arg(long, value_name = "ADDR", global = true)]
    http: Option<String>,
    /// sandbox or production [default: sandbox]
    #[arg(long, value_name = "MODE", global = true)]
    mode: Option<String>,
    /// Any other setting: --set log.format=json (may be repeated)
    #[arg(long = "set", value_name = "NAME=VALUE", global = true)]
    set: Vec<String>,
}

/// Splits a setting. The error does not repeat the text, which may be a secret without its name.
fn name_and_value(text: &str) -> Result<(String, String), ConfigError> {
    let parts = text.split_once('=').ok_or_else(|| ConfigError("--set takes NAME=VALUE".to_owned()))?;
    Ok((parts.0.trim().to_owned(), parts.1.trim().to_owned()))
}

impl Where {
    fn load(self) -> Result<Loaded, ConfigError> {
        let own = [
            ("data", self.data),
            ("database", self.database),
            ("listen", self.listen),
            ("http", self.http),
            ("mode", self.mode),
        ];
        let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let set: Vec<_> = self.set.iter().map(|text| name_and_value(text)).collect::<Result<_, _>>()?;
        load(&Flags { file: self.config, values: set.into_iter().chain(own).collect() })
    }

    fn parse(self) -> Result<Config, Failure> {
        prepared(&self.load()?)
    }
}

/// Parses the settings, and protects the memory in which their secrets and those of the store will be.
fn prepared(settings: &Loaded) -> Result<Config, Failure> {
    let config = Config::parse(settings)?;
    if let Err(error) = environment::wipe(&config::secret_variables()) {
        tracing::warn!(%error, "secrets in the environment of the process could not be wiped");
    }
    if !config.allows_dumps {
        memory::forbid_dumps()
            .map_err(|error| Failure::Said(format!("core dumps cannot be turned off: {error}")))?;
    }
    Ok(config)
}

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
