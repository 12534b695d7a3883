//! The command line.

use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Kills a payment gateway, and its database, at random moments, or takes from a gateway what it needs (a reader
of its log, space on a disk, file descriptors), and audits what is left. Only root can fill a disk.

  --rounds N         how often (default 20)
  --engine E         sqlite or postgres (default sqlite)
  --seed N           of the random choices; the moment at which a process dies is chance all the same
  --dir DIR          where the stores lie: choose the disk (default out)
  --help             this text

The gateway is the binary that IT_GUICHET names, or target/release/guichet.";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    pub(crate) rounds: u64,
    pub(crate) engine: Engine,
    pub(crate) seed: u64,
    pub(crate) directory: PathBuf,
    pub(crate) program: PathBuf,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    Help,
    Run(Options),
}

impl Options {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
        let program = std::env::var_os("IT_GUICHET");
        let mut options = Self {
            rounds: 20,
            engine: Engine::Sqlite,
            seed: fastrand::u64(..),
            directory: PathBuf::from("out"),
            program: program.map_or_else(|| PathBuf::from("target/release/guichet"), PathBuf::from),
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
            match word.as_str() {
                "--help" | "-h" => return Ok(Asked::Help),
                "--rounds" => options.rounds = number(value()?)?,
                "--seed" => options.seed = number(value()?)?,
                "--dir" => options.directory = PathBuf::from(value()?),
                "--engine" => {
                    options.engine = match value()?.as_str() {
                        "sqlite" => Engine::Sqlite,
                        "postgres" => Engine::Postgres,
                        other => return Err(format!("{other} is neither sqlite nor postgres")),
                    }
                }
                _ => return Err(format!("there is no option {word}")),
            }
        }
        Ok(Asked::Run(options))
    }
}
