//! The master keys, from where the operator keeps them: a file, the environment, or shares in files or in the environment.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::rand;
use gateway::ports;
use vault::{MasterKeyError, MasterKeys};
use zeroize::Zeroizing;

use crate::{
    config::{Config, MasterKeySource},
    data_dir::{DataDir, is_open_to_others, write_private},
    wiring::StartError,
};

/// Reads the master keys again while the gateway serves.
pub(crate) enum Rereading {
    File(PathBuf),
    ShareFiles(Vec<PathBuf>),
    /// What came as text cannot be read again: the environment of the process is wiped.
    Kept(Arc<MasterKeys>),
}

impl Rereading {
    /// `keys` are those that were read at the start.
    pub(crate) fn new(config: &Config, dir: &DataDir, keys: MasterKeys) -> Self {
        match &config.master_key {
            MasterKeySource::File(path) => Self::File(path.clone()),
            MasterKeySource::DataDir => Self::File(dir.master_key()),
            MasterKeySource::ShareFiles(paths) => Self::ShareFiles(paths.clone()),
            MasterKeySource::Given(_)
            | MasterKeySource::Environment(_)
            | MasterKeySource::GivenShares(_)
            | MasterKeySource::SharesInEnvironment(_) => Self::Kept(Arc::new(keys)),
        }
    }
}

impl ports::MasterKeySource for Rereading {
    fn read(&self) -> Result<Arc<MasterKeys>, String> {
        let read = match self {
            Self::File(path) => content(path).and_then(|content| parse_file(path, &content)),
            Self::ShareFiles(paths) => joined(paths).and_then(|text| parse(&text, "master_key_share_files")),
            Self::Kept(keys) => return Ok(Arc::clone(keys)),
        };
        read.map(Arc::new).map_err(|error| error.to_string())
    }
}

/// Reads the master keys, or makes one for a new store. No key is made beside an old store, because it could
/// open nothing there.
pub(crate) fn read(config: &Config, dir: &DataDir, store_is_new: bool) -> Result<MasterKeys, StartError> {
    match &config.master_key {
        MasterKeySource::Given(text) | MasterKeySource::Environment(text) => {
            parse(text.expose(), "master_key")
        }
        MasterKeySource::File(path) => parse_file(path, &content(path)?),
        MasterKeySource::GivenShares(text) | MasterKeySource::SharesInEnvironment(text) => {
            parse(&join_words(text.expose())?, "master_key_shares")
        }
        MasterKeySource::ShareFiles(paths) => parse(&joined(paths)?, "master_key_share_files"),
        MasterKeySource::DataDir => {
            let path = dir.master_key();
            if store_is_new && !path.exists() {
                let mut random = Zeroizing::new([0; 32]);
                fill(&mut *random);
                let text = MasterKeys::generate(&random);
                let text = format!("# Opens everything that is sealed in this directory.\n{}\n", *text);
                write_private(&path, &text).map_err(|error| StartError::file(&path, &error))?;
            }
            parse_file(&path, &content(&path)?)
        }
    }
}

/// Reads the master key that seals, in the clear, to be split.
pub(crate) fn read_first(config: &Config, dir: &DataDir) -> Result<Zeroizing<[u8; 32]>, StartError> {
    // It is checked as at a start.
    read(config, dir, false)?;
    let first = |text: &str| MasterKeys::first_of(text).map_err(|error| StartError(error.to_string()));
    let of_file = |path: &Path| {
        let content = content(path)?;
        first(std::str::from_utf8(&content).map_err(|error| StartError(error.to_string()))?)
    };
    match &config.master_key {
        MasterKeySource::Given(text) | MasterKeySource::Environment(text) => first(text.expose()),
        MasterKeySource::File(path) => of_file(path),
        MasterKeySource::DataDir => of_file(&dir.master_key()),
        MasterKeySource::GivenShares(text) | MasterKeySource::SharesInEnvironment(text) => {
            first(&join_words(text.expose())?)
        }
        MasterKeySource::ShareFiles(paths) => first(&joined(paths)?),
    }
}

/// Fills bytes with entropy.
pub(crate) fn fill(bytes: &mut [u8]) {
    rand::fill(bytes).expect("the operating system gives entropy");
}

/// Joins the shares of files, of which each may hold several, one a line.
pub(crate) fn joined(paths: &[PathBuf]) -> Result<Zeroizing<String>, StartError> {
    let mut texts = Vec::with_capacity(paths.len());
    for path in paths {
        let content = content(path)?;
        let text = std::str::from_utf8(&content).map(|text| Zeroizing::new(text.to_owned()));
        let shown = path.display().to_string();
        texts.push((
            shown.clone(),
            text.map_err(|_| StartError(format!("{shown} holds no share: it is not UTF-8")))?,
        ));
    }
    let lines = texts.iter().flat_map(|(name, text)| text.lines().map(move |line| (name.clone(), line)));
    join(lines.filter(|(_, line)| !is_empty(line)))
}

/// Joins shares that stand in one text, with blanks or line breaks between.
pub(crate) fn join_words(text: &str) -> Result<Zeroizing<String>, StartError> {
    let words = text.split_whitespace().enumerate();
    join(words.map(|(place, word)| (format!("number {} of those given", place + 1), word)))
}

fn join<'a>(shares: impl Iterator<Item = (String, &'a str)>) -> Result<Zeroizing<String>, StartError> {
    vault::join(shares).map_err(|error| StartError(format!("the shares of the master key: {error}")))
}

fn is_empty(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

fn parse(text: &str, setting: &str) -> Result<MasterKeys, StartError> {
    MasterKeys::parse(text).map_err(|error| StartError(format!("{setting}: {error}")))
}

fn parse_file(path: &Path, content: &[u8]) -> Result<MasterKeys, StartError> {
    let shown = path.display();
    MasterKeys::read(content).map_err(|error: MasterKeyError| StartError(format!("{shown}: {error}")))
}

/// Reads a file that nobody but its owner may read.
fn content(path: &Path) -> Result<Zeroizing<Vec<u8>>, StartError> {
    let shown = path.display();
    let missing = |error: io::Error| {
        StartError(format!("{shown}: {error}; without it nothing that is sealed can be opened"))
    };
    if is_open_to_others(path).map_err(missing)? {
        return Err(StartError(format!("{shown} can be read by others: run `chmod 600 {shown}`")));
    }
    fs::read(path).map(Zeroizing::new).map_err(missing)
}
