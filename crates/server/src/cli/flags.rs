//! The settings that every command takes, as flags.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::{
    config::{self, Config, ConfigError, Flags, Loaded, load},
    environment, memory,
};

/// Settings that have a flag of their own; `--set` reaches the others.
#[derive(Args)]
pub(super) struct Where {
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
    pub(super) fn load(self) -> Result<Loaded, ConfigError> {
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

    pub(super) fn parse(self) -> Result<Config, Failure> {
        prepared(&self.load()?)
    }
}

/// Parses the settings, and protects the memory in which their secrets and those of the store will be.
pub(super) fn prepared(settings: &Loaded) -> Result<Config, Failure> {
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
