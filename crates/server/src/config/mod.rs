//! Settings from a TOML file, the environment and flags. Flags win over the environment, and the environment over the
//! file.

mod connections;
mod front;
mod limits;
mod load;
mod mask;
mod misplaced;
mod notifications;
mod retention;
mod setting;
mod sources;
mod table;
mod three_ds;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use domain::{notification::Schedule, retention::Retention};
use gateway::limits::LimitSettings;
use jiff::{SignedDuration, tz::TimeZone};
use primitives::{CellId, MerchantId, Secret};
use vault::KeySize;
use web::LoadLimits;

pub(crate) use connections::Connections;
pub(crate) use front::{Addresses, Bound, Front, Page, SandboxSite};
pub(crate) use misplaced::is_quoted as is_secret_quoted;
pub(crate) use sources::{Flags, Loaded, load};
pub(crate) use table::secret_variables;
pub(crate) use three_ds::{DirectoryServer, ThreeDs};

/// An error in a setting, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct ConfigError(pub(crate) String);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Sandbox,
    Production,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// The settings, parsed.
pub(crate) struct Config {
    pub mode: Mode,
    /// The cell in which new ids are made.
    pub cell: CellId,
    pub data: PathBuf,
    /// The PostgreSQL server; without one, the store is SQLite in the data directory.
    pub database: Option<Database>,
    pub listen: SocketAddr,
    pub http: Option<SocketAddr>,
    pub connections: Connections,
    pub front: Front,
    /// Certificate and key, both in PEM. Without them a self-signed pair is made and kept.
    pub tls_files: Option<(PathBuf, PathBuf)>,
    pub master_key: MasterKeySource,
    /// The settings that hold a secret and are given on the command line, with the variable for each.
    pub secrets_on_command_line: Vec<(&'static str, &'static str)>,
    /// Whether the process may be dumped and traced.
    pub allows_dumps: bool,
    pub log_format: LogFormat,
    pub log_level: tracing::Level,
    /// The time without a sign of a worker after which the instance is not ready.
    pub silence_limit: Duration,
    /// The workers that panic once.
    pub panics: Vec<&'static str>,
    /// What requests may take together.
    pub load: LoadLimits,
    pub answer_limit: SignedDuration,
    pub calendar: TimeZone,
    pub key_size: KeySize,
    pub notifications: Notifications,
    pub three_ds: ThreeDs,
    pub retention: Retention,
    /// How often something may be tried.
    pub limits: LimitSettings,
    pub live_cards: bool,
    /// Whether a number in an identifier that could be that of a card refuses the request.
    pub refuses_card_likes: bool,
    /// How far the sandbox's clock is ahead of the machine's. Tests use it to see a later day without waiting.
    pub clock_ahead: SignedDuration,
    pub demo_merchant: Option<MerchantId>,
    pub demo_access_key: Option<Secret>,
    pub demo_shop: SocketAddr,
    /// The name and value of every setting, and whether it is the default.
    pub in_force: Vec<(&'static str, Secret, bool)>,
}

/// The settings by which notifications are sent to merchants.
pub(crate) struct Notifications {
    pub schedule: Schedule,
    /// PEM files of authorities that are trusted besides the system's.
    pub authorities: Vec<PathBuf>,
}

/// A PostgreSQL server.
pub(crate) struct Database {
    pub url: Secret,
    pub connections: usize,
    /// The time for which the outcome of a commit may stay unknown.
    pub outcome_limit: Duration,
    /// A PEM file with the authorities that may certify the server.
    pub authorities: PathBuf,
}

/// The source of the master key.
pub(crate) enum MasterKeySource {
    Given(Secret),
    Environment(Secret),
    File(PathBuf),
    GivenShares(Secret),
    SharesInEnvironment(Secret),
    ShareFiles(Vec<PathBuf>),
    /// The sandbox's own file, which the first start makes.
    DataDir,
}

impl Config {
    /// Checks each value and the rules between them.
    pub(crate) fn parse(values: &Loaded) -> Result<Self, ConfigError> {
        values.refuse_misplaced_secrets()?;
        let mode = values.one_of("mode", &[("sandbox", Mode::Sandbox), ("production", Mode::Production)])?;
        let listen = values.parse("listen", "an address and a port, such as 127.0.0.1:8443")?;
        Ok(Self {
            mode,
            cell: cell(values)?,
            data: PathBuf::from(values.text("data")),
            database: database(values)?,
            listen,
            http: http(values)?,
            connections: connections::parse(values)?,
            front: front::parse(values, mode, listen)?,
            tls_files: tls_files(values)?,
            master_key: master_key(values, mode)?,
            secrets_on_command_line: values.secrets_on_command_line(),
            allows_dumps: values.one_of("process.allow_dumps", &[("false", false), ("true", true)])?,
            log_format: values
                .one_of("log.format", &[("text", LogFormat::Text), ("json", LogFormat::Json)])?,
            log_level: values.parse("log.level", "error, warn, info, debug or trace")?,
            silence_limit: silence_limit(values)?,
            panics: panics(values, mode)?,
            load: load::parse(values)?,
            answer_limit: answer_limit(values)?,
            calendar: calendar(values)?,
            key_size: values.one_of(
                "keys.rsa_bits",
                &[("2048", KeySize::Rsa2048), ("3072", KeySize::Rsa3072), ("4096", KeySize::Rsa4096)],
            )?,
            notifications: notifications::parse(values, mode)?,
            three_ds: three_ds::parse(values, mode)?,
            refuses_card_likes: values
                .one_of("identifiers.refuse_card_numbers", &[("false", false), ("true", true)])?,
            retention: retention::parse(values)?,
            limits: limits::parse(values, mode)?,
            live_cards: values.one_of("sandbox.live_cards", &[("false", false), ("true", true)])?,
            clock_ahead: clock_ahead(values, mode)?,
            demo_merchant: demo_merchant(values)?,
            demo_access_key: demo_access_key(values)?,
            demo_shop: demo_shop(values)?,
            in_force: values.in_force(),
        })
    }
}

fn cell(values: &Loaded) -> Result<CellId, ConfigError> {
    let rule = "a whole number between 0 and 61, without zeros in front";
    CellId::parse(values.text("cell")).ok_or_else(|| values.refuse("cell", rule))
}

fn database(values: &Loaded) -> Result<Option<Database>, ConfigError> {
    let url = values.text("database");
    let rule = "a whole number between 1 and 500";
    let connections: usize = values.parse("database.connections", rule)?;
    if !(1..=500).contains(&connections) {
        return Err(values.refuse("database.connections", rule));
    }
    let outcome_limit = outcome_limit(values)?;
    if url.is_empty() {
        return Ok(None);
    }
    if url.starts_with(['"', '\'']) {
        return Err(values
            .refuse("database", "without the quotes around it: files of variables keep them as they are"));
    }
    if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(
            values.refuse("database", "empty, or of the form postgres://user:password@host:port/name")
        );
    }
    let authorities = values.text("database.ca").into();
    Ok(Some(Database { url: Secret::new(url.to_owned()), connections, outcome_limit, authorities }))
}

/// Reads the limit. It must be longer than the server needs to end a transaction that was cut off (10 s).
fn outcome_limit(values: &Loaded) -> Result<Duration, ConfigError> {
    let rule = "seconds between 15 and 600";
    let seconds = values.parse("database.outcome_limit_s", rule)?;
    if (15..=600).contains(&seconds) {
        Ok(Duration::from_secs(seconds))
    } else {
        Err(values.refuse("database.outcome_limit_s", rule))
    }
}

fn http(values: &Loaded) -> Result<Option<SocketAddr>, ConfigError> {
    if values.text("http").is_empty() {
        return Ok(None);
    }
    let address: SocketAddr = values.parse("http", "an address and a port, such as 127.0.0.1:8080")?;
    if address.ip().is_loopback() {
        return Ok(Some(address));
    }
    Err(ConfigError(format!(
        "http = {address} is not a loopback address: cards and access keys go in the clear there, so plain HTTP is \
         for 127.0.0.1 and [::1] only. Use listen for TLS."
    )))
}

fn tls_files(values: &Loaded) -> Result<Option<(PathBuf, PathBuf)>, ConfigError> {
    let (certificate, key) = (values.text("tls.certificate"), values.text("tls.key"));
    match (certificate.is_empty(), key.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some((certificate.into(), key.into()))),
        _ => Err(ConfigError("tls.certificate and tls.key go together: give both, or neither".to_owned())),
    }
}

fn master_key(values: &Loaded, mode: Mode) -> Result<MasterKeySource, ConfigError> {
    const SOURCES: [&str; 4] =
        ["master_key", "master_key_file", "master_key_shares", "master_key_share_files"];
    let given: Vec<&str> = SOURCES.into_iter().filter(|name| !values.text(name).is_empty()).collect();
    let text = |name| Secret::new(values.text(name).to_owned());
    match (given.as_slice(), mode) {
        (["master_key"], _) if values.is_from_environment("master_key") => {
            Ok(MasterKeySource::Environment(text("master_key")))
        }
        (["master_key"], _) => Ok(MasterKeySource::Given(text("master_key"))),
        (["master_key_file"], _) => Ok(MasterKeySource::File(values.text("master_key_file").into())),
        (["master_key_shares"], _) if values.is_from_environment("master_key_shares") => {
            Ok(MasterKeySource::SharesInEnvironment(text("master_key_shares")))
        }
        (["master_key_shares"], _) => Ok(MasterKeySource::GivenShares(text("master_key_shares"))),
        (["master_key_share_files"], _) => {
            let files = values.text("master_key_share_files").split_whitespace();
            Ok(MasterKeySource::ShareFiles(files.map(PathBuf::from).collect()))
        }
        ([], Mode::Sandbox) => Ok(MasterKeySource::DataDir),
        ([], Mode::Production) => Err(ConfigError(
            "production needs a master key that lies apart from the data: make one with \
             `openssl rand -base64 32 > master.key && chmod 600 master.key`, then set master_key_file (or \
             GUICHET_MASTER_KEY_FILE), or give the key itself as GUICHET_MASTER_KEY"
                .to_owned(),
        )),
        (several, _) => Err(ConfigError(format!("{} are both set: give one", several.join(" and ")))),
    }
}

fn answer_limit(values: &Loaded) -> Result<SignedDuration, ConfigError> {
    let rule = "milliseconds between 100 and 25000";
    let ms: i64 = values.parse("acquirer.answer_limit_ms", rule)?;
    if (100..=25_000).contains(&ms) {
        Ok(SignedDuration::from_millis(ms))
    } else {
        Err(values.refuse("acquirer.answer_limit_ms", rule))
    }
}

fn silence_limit(values: &Loaded) -> Result<Duration, ConfigError> {
    let rule = "seconds between 120 and 86400";
    match values.parse("health.silence_limit_s", rule)? {
        seconds @ 120..=86_400 => Ok(Duration::from_secs(seconds)),
        _ => Err(values.refuse("health.silence_limit_s", rule)),
    }
}

fn panics(values: &Loaded, mode: Mode) -> Result<Vec<&'static str>, ConfigError> {
    let rule = "names of workers and listeners with blanks between, and empty in production";
    let named = |name| crate::serve::tasks().find(|task| *task == name);
    let tasks: Option<Vec<&'static str>> =
        values.text("sandbox.panics").split_whitespace().map(named).collect();
    match tasks {
        Some(tasks) if tasks.is_empty() || mode == Mode::Sandbox => Ok(tasks),
        _ => Err(values.refuse("sandbox.panics", rule)),
    }
}

fn clock_ahead(values: &Loaded, mode: Mode) -> Result<SignedDuration, ConfigError> {
    let rule = "hours between 0 and 8760, and 0 in production";
    match values.parse("sandbox.clock_ahead_hours", rule)? {
        1.. if mode == Mode::Production => Err(values.refuse("sandbox.clock_ahead_hours", rule)),
        hours @ 0..=8_760_i64 => Ok(SignedDuration::from_hours(hours)),
        _ => Err(values.refuse("sandbox.clock_ahead_hours", rule)),
    }
}

fn calendar(values: &Loaded) -> Result<TimeZone, ConfigError> {
    TimeZone::get(values.text("calendar"))
        .map_err(|_| values.refuse("calendar", "a time zone of the tz database, such as Europe/Paris"))
}

fn demo_merchant(values: &Loaded) -> Result<Option<MerchantId>, ConfigError> {
    match values.text("demo.merchant_id") {
        "" => Ok(None),
        text => match MerchantId::parse(text) {
            Some(id) => Ok(Some(id)),
            None => Err(values.refuse("demo.merchant_id", "14 digits")),
        },
    }
}

fn demo_access_key(values: &Loaded) -> Result<Option<Secret>, ConfigError> {
    match values.text("demo.access_key") {
        "" => Ok(None),
        text if (8..=256).contains(&text.len())
            && text.bytes().all(|c| c.is_ascii_graphic() && c != b':') =>
        {
            Ok(Some(Secret::new(text.to_owned())))
        }
        _ => Err(values.refuse("demo.access_key", "8 to 256 printable characters without blanks and colons")),
    }
}

fn demo_shop(values: &Loaded) -> Result<SocketAddr, ConfigError> {
    let rule = "a loopback address and a port, such as 127.0.0.1:8446: the shop has no TLS";
    let address: SocketAddr = values.parse("demo.shop", rule)?;
    if address.ip().is_loopback() { Ok(address) } else { Err(values.refuse("demo.shop", rule)) }
}
