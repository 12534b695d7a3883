//! What is unsafe about the settings and the files of a gateway: one list, by which `serve` refuses to start or warns, and which
//! `doctor` tells.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use crate::{
    config::{Config, MasterKeySource, Mode},
    data_dir::{DataDir, is_open_to_others},
    listen::tls,
    master_key as master_keys,
    wiring::StartError,
};

/// Something unsafe, and what to do about it.
pub(crate) struct Hazard {
    /// What it is about, in one word.
    pub(crate) about: &'static str,
    pub(crate) words: String,
    /// Whether `serve` refuses to start. Otherwise it warns.
    pub(crate) is_refused: bool,
}

/// Returns the hazards. What the sandbox warns of, production refuses; a few things are warned of in both.
pub(crate) fn find(config: &Config, dir: &DataDir) -> Vec<Hazard> {
    let in_production = config.mode == Mode::Production;
    let hazard = |about, is_refused, words| Hazard { about, words, is_refused };
    let mut all = Vec::new();
    all.extend(
        command_line(config)
            .map(|(name, words)| hazard("settings", in_production && name.starts_with("master_key"), words)),
    );
    all.extend(master_key(config, dir).map(|words| hazard("master key", in_production, words)));
    all.extend(master_key_in_the_environment(config).map(|words| hazard("master key", false, words)));
    if config.allows_dumps {
        let words = "process.allow_dumps is true: whoever dumps or traces the process reads cards and keys";
        all.push(hazard("memory", false, words.to_owned()));
    }
    all.extend(writable(config, dir).map(|words| hazard("directory", in_production, words)));
    all.extend(readable(&config.data).map(|words| hazard("directory", false, words)));
    all.extend(tls_key(config).map(|words| hazard("tls.key", in_production, words)));
    if in_production {
        all.extend(self_signed(config).map(|words| hazard("certificate", false, words)));
    }
    all
}

/// Refuses to start where a hazard is to be refused, and warns of the others.
pub(crate) fn check(config: &Config, dir: &DataDir) -> Result<(), StartError> {
    let (refused, warned): (Vec<_>, Vec<_>) =
        find(config, dir).into_iter().partition(|hazard| hazard.is_refused);
    for hazard in warned {
        tracing::warn!(about = hazard.about, "{}", hazard.words);
    }
    let refused: Vec<String> = refused.into_iter().map(|hazard| hazard.words).collect();
    if refused.is_empty() { Ok(()) } else { Err(StartError(refused.join("; "))) }
}

/// Secrets on the command line, each with the name of its setting.
fn command_line(config: &Config) -> impl Iterator<Item = (&'static str, String)> {
    config.secrets_on_command_line.iter().map(|(name, variable)| {
        let words = format!(
            "{name} is given on the command line, where every user of this machine can read it (ps): give it as \
             {variable}, or in a file"
        );
        (*name, words)
    })
}

fn master_key(config: &Config, dir: &DataDir) -> Option<String> {
    if matches!(config.master_key, MasterKeySource::DataDir) {
        return None;
    }
    // A key that cannot be read is an error of its own, which both commands tell.
    let keys = master_keys::read(config, dir, false).ok()?;
    keys.has_a_pattern().then(|| {
        "the master key was not drawn at random (it has a pattern, or is a text): make another with `openssl rand \
         -base64 32`, put it on the first line and keep the old one below until everything is sealed under the new one"
            .to_owned()
    })
}

/// The process wipes its own environment, but not that of those who started it.
fn master_key_in_the_environment(config: &Config) -> Option<String> {
    let is_there = matches!(
        config.master_key,
        MasterKeySource::Environment(_) | MasterKeySource::SharesInEnvironment(_)
    );
    is_there.then(|| {
        "the master key came in the environment, where whoever starts the process, or looks into its container or its service, \
         reads it as well: a file (master_key_file) is better"
            .to_owned()
    })
}

/// Whoever may write there may put another store or another key in the place of this one.
fn writable(config: &Config, dir: &DataDir) -> impl Iterator<Item = String> {
    const OTHERS_WRITE: u32 = 0o022;
    let mut paths = vec![config.data.clone()];
    if config.database.is_none() {
        paths.extend(dir.store_files());
    }
    paths.into_iter().filter(|path| mode(path).is_some_and(|mode| mode & OTHERS_WRITE != 0)).map(|path| {
        let shown = path.display();
        format!("{shown} can be written by others: run `chmod go-w {shown}`")
    })
}

fn readable(path: &Path) -> Option<String> {
    let shown = path.display();
    is_open_to_others(path).ok().filter(|open| *open)?;
    Some(format!("{shown} is open to others: run `chmod 700 {shown}`"))
}

fn tls_key(config: &Config) -> Option<String> {
    const ALL_READ: u32 = 0o004;
    let (_, key) = config.tls_files.as_ref()?;
    mode(key).filter(|mode| mode & ALL_READ != 0)?;
    let shown = key.display();
    Some(format!("{shown} can be read by every user of this machine: run `chmod o-r {shown}`"))
}

fn self_signed(config: &Config) -> Option<String> {
    let Some((certificate, _)) = &config.tls_files else {
        return Some(
            "the certificate is self-signed, so that browsers and shops refuse it: set tls.certificate and tls.key, \
             unless what stands in front of the gateway accepts it"
                .to_owned(),
        );
    };
    let is_own = tls::is_self_signed(certificate);
    let shown = certificate.display();
    is_own.then(|| {
        format!(
            "{shown} is self-signed, so that browsers and shops refuse it: have it signed by an authority"
        )
    })
}

/// The permissions of a file. `None` where there is none, which is told where the file is needed.
fn mode(path: &Path) -> Option<u32> {
    let metadata = fs::metadata(path).ok()?;
    // A device or a pipe has no content of its own.
    (metadata.is_file() || metadata.is_dir()).then(|| metadata.permissions().mode())
}
