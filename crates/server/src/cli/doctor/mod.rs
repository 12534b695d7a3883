//! `guichet doctor`: checks everything that a start needs and says what to do. It changes nothing, and writes a line to the audit log where
//! it has opened sealed values.

mod addresses;
mod database;
mod file;
mod transfers;

use std::{path::Path, process::ExitCode};

use gateway::{
    audit_chain::{self, Glance},
    keys::{Examined, compare_cards, examine, note_examined},
    ports::{Clock as _, Keys as _, Store},
};
use jiff::Timestamp;
use vault::Vault;

use super::Failure;
use crate::{
    config::{Config, Loaded, MasterKeySource, Mode},
    data_dir::DataDir,
    disk, hazards,
    listen::{descriptors, tls},
    master_key,
    ports::SystemClock,
    terminal::say,
};

/// The earliest plausible time of the clock: this version was built later.
const BUILT_AFTER: &str = "2026-11-01T00:00:00Z";

const NO_STORE: &str = "none yet: `guichet serve` makes it";

/// A finding: `Ok` with what was found, or a problem and what to do about it.
type Finding = Result<String, String>;

pub(super) async fn run(settings: Loaded) -> Result<ExitCode, Failure> {
    let config = match Config::parse(&settings) {
        Ok(config) => config,
        Err(error) => {
            tell("settings", &Err(error.to_string()));
            return Ok(ExitCode::FAILURE);
        }
    };
    let dir = DataDir::at(&config.data);
    let mut findings = vec![
        ("settings", Ok(format!("{} mode; `guichet config` lists them", mode(&config)))),
        ("clock", clock(SystemClock.now())),
        ("directory", directory(&config.data)),
        ("space", space(&config.data)),
        ("master key", master_key_finding(&config, &dir).await),
        ("descriptors", open_files(config.connections.all)),
    ];
    findings.extend(match &config.database {
        Some(database) => database::findings(&config, database, &dir).await,
        None => file::findings(&config, &dir).await,
    });
    findings.extend(addresses::findings(&config));
    findings.push(("certificate", certificate(&config, &dir)));
    findings.push(("acquirer", acquirer(&config)));
    for (name, finding) in &findings {
        tell(name, finding);
    }
    let hazards = hazards::find(&config, &dir);
    for hazard in &hazards {
        let mark = if hazard.is_refused { "BAD " } else { "warn" };
        say(format!("  {mark} {:<12} {}", hazard.about, hazard.words));
    }
    let healthy = findings.iter().all(|(_, finding)| finding.is_ok())
        && hazards.iter().all(|hazard| !hazard.is_refused);
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(name: &str, finding: &Finding) {
    match finding {
        Ok(words) => say(format!("  ok   {name:<12} {words}")),
        Err(words) => say(format!("  BAD  {name:<12} {words}")),
    }
}

fn mode(config: &Config) -> &'static str {
    match config.mode {
        Mode::Sandbox => "sandbox",
        Mode::Production => "production",
    }
}

fn clock(now: Timestamp) -> Finding {
    let earliest: Timestamp = BUILT_AFTER.parse().expect("a literal");
    if now > earliest {
        Ok(format!("{now}"))
    } else {
        Err(format!("{now} is before this version was made: set the clock (timedatectl set-ntp true)"))
    }
}

fn directory(path: &Path) -> Finding {
    if let Some(words) = disk::obstacle(path) {
        return Err(words);
    }
    let shown = path.display();
    Ok(if path.exists() { format!("{shown} is there") } else { format!("{shown} is not there yet") })
}

/// Looks at a key that is given, also where no store is there yet that it could open.
async fn master_key_finding(config: &Config, dir: &DataDir) -> Finding {
    let path = dir.master_key();
    if matches!(config.master_key, MasterKeySource::DataDir) && !path.exists() {
        if !has_data_keys(config, dir).await {
            return Ok(NO_STORE.to_owned());
        }
        return Err(format!(
            "{} is missing, and the store has data keys that it seals: put the key of this store there, from where you keep a copy, or \
             give it as master_key_file; `guichet serve` makes no other, because it would open nothing",
            path.display()
        ));
    }
    let read = master_key::read(config, dir, false);
    read.map(|_| "it can be read".to_owned()).map_err(|error| error.to_string())
}

/// Whether there is a store with data keys. A store that cannot be read is told under `store`.
async fn has_data_keys(config: &Config, dir: &DataDir) -> bool {
    let rows = match &config.database {
        Some(database) => match database::open(database).await {
            Ok(store) => store.data_keys().await,
            Err(_) => return false,
        },
        None => match file::open(dir) {
            Some(store) => store.data_keys().await,
            None => return false,
        },
    };
    rows.is_ok_and(|rows| !rows.is_empty())
}

fn space(path: &Path) -> Finding {
    disk::shortage(path).map_or_else(|| Ok("enough is left for the data directory".to_owned()), Err)
}

/// Compares the limit of open files with the number of connections that the settings allow.
fn open_files(connections: usize) -> Finding {
    let limit = descriptors::hard_limit();
    let within = descriptors::connections_within(limit);
    if within >= connections {
        return Ok(format!("{limit} at most, enough for {connections} connections"));
    }
    Err(format!(
        "{limit} at most, enough for {within} connections: raise the hard limit of open files (LimitNOFILE= of systemd,          ulimit -Hn of a shell) or lower connections.all, which is {connections}"
    ))
}

async fn keys(config: &Config, dir: &DataDir, store: &dyn Store) -> Finding {
    let master = master_key::read(config, dir, false).map_err(|error| error.to_string())?;
    let rows = store.data_keys().await.map_err(|error| error.to_string())?;
    Vault::open(&master, &rows).map_err(|error| error.to_string())?;
    Ok(format!("the master key opens all {} data keys", rows.len()))
}

/// Opens every sealed value, and compares each card's number with its row.
async fn sealed(config: &Config, dir: &DataDir, store: &dyn Store) -> Finding {
    let master = master_key::read(config, dir, false).map_err(|error| error.to_string())?;
    let rows = store.data_keys().await.map_err(|error| error.to_string())?;
    // What keeps the data keys from opening is told under `keys`.
    let Ok(vault) = Vault::open(&master, &rows) else { return Ok("not looked at".to_owned()) };
    let found = examine(store, &vault, TOLD).await.map_err(|error| error.to_string())?;
    note(config, &found).await?;
    let cards = compare_cards(store, &vault, TOLD).await.map_err(|error| error.to_string())?;
    let mut problems = Vec::new();
    if found.unopened > 0 {
        let (all, told) = (found.opened + found.unopened, found.told.join("; "));
        problems.push(format!("{} of {all} sealed values do not open: {told}", found.unopened));
    }
    if cards.unsound > 0 {
        let (all, told) = (cards.sound + cards.unsound, cards.told.join("; "));
        problems.push(format!("{} of {all} rows of cards were changed: {told}", cards.unsound));
    }
    if problems.is_empty() {
        return Ok(format!("all {} sealed values open, and fit their rows", found.opened));
    }
    Err(format!("{}; restore these rows from a backup of the same keys", problems.join("; ")))
}

/// Writes the audit line of the values that were opened. The store has the tables of this version.
async fn note(config: &Config, found: &Examined) -> Result<(), String> {
    let gateway = super::open_existing(config).await.map_err(|failure| failure.to_string())?;
    let noted = note_examined(&gateway, found).await;
    noted.map_err(|refusal| {
        format!("values were opened, and the audit line of it could not be written ({refusal:?})")
    })
}

/// Looks at the head of the audit log only: to check every line takes its time.
async fn audit_log(config: &Config, dir: &DataDir, store: &dyn Store) -> Finding {
    let master = master_key::read(config, dir, false).map_err(|error| error.to_string())?;
    let rows = store.data_keys().await.map_err(|error| error.to_string())?;
    let vault = Vault::open(&master, &rows).map_err(|error| error.to_string())?;
    match audit_chain::glance(store, &vault).await.map_err(|error| error.to_string())? {
        Glance::Head(head) => Ok(format!("its head is {head}; `guichet audit verify` checks every line")),
        Glance::NotBegun => Ok("no line is in a block yet; `guichet audit verify` checks each".to_owned()),
        Glance::Altered => Err("its head was altered or removed: run `guichet audit verify`".to_owned()),
    }
}

/// The largest number of rows of each kind of pending work that are checked.
const EXAMINED: usize = 100_000;

/// The largest number of unreadable rows that are listed. The others are counted.
const TOLD: usize = 10;

async fn rows(store: &dyn Store) -> Finding {
    let wrong = store.examine_rows(EXAMINED).await.map_err(|error| error.to_string())?;
    if wrong.is_empty() {
        return Ok("all rows with pending work can be read, and add up".to_owned());
    }
    let told = wrong.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join("; ");
    let more = wrong.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    Err(format!("{told}{more}: their work waits; mend the rows, or start the version that wrote them"))
}

fn certificate(config: &Config, dir: &DataDir) -> Finding {
    let (certificate, key) =
        config.tls_files.clone().unwrap_or_else(|| (dir.certificate(), dir.certificate_key()));
    let own = config.tls_files.is_none();
    if own && !certificate.exists() {
        return Ok(NO_STORE.to_owned());
    }
    let pair = tls::load(&certificate, &key).map_err(|error| error.to_string())?;
    let now = SystemClock.now();
    if own && !tls::is_fresh(&certificate, now) {
        return Ok(format!("{} ends soon: the next start makes another", certificate.display()));
    }
    if let Some(end) = tls::expired(&pair, now) {
        let shown = certificate.display();
        return Err(format!(
            "{shown} expired at {end}, and callers refuse it: put a renewed certificate there"
        ));
    }
    Ok(format!("{} and its key belong together", certificate.display()))
}

fn acquirer(config: &Config) -> Finding {
    match config.mode {
        Mode::Sandbox => Ok("a simulated bank".to_owned()),
        Mode::Production => {
            Err("no connection to a bank exists in this version: every payment ends as ERROR 01198"
                .to_owned())
        }
    }
}
