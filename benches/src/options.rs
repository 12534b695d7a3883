//! The command line.

use std::path::PathBuf;
use std::time::Duration;

pub(crate) const HELP: &str = "\
Measures a payment gateway on this machine, beside the machine itself.

  --seconds N        how long each point is measured (default 5)
  --connections A,B  numbers of connections to measure at (default 1,8,32,128)
  --only A,B         parts of it: payments, actions, sessions, page, notifications, retention, keys,
                     postgres, million, collections (default all)
  --dir DIR          where the server's data lie while it is measured: choose the disk (default out)
  --against PROGRAM  compares with another build instead: both run, and take turns with payments, captures, sessions and
                     purchases; the ratios of their CPU, start and memory
  --json             the figures for a program
  --help             this text

The server is the binary that IT_GUICHET names, or target/dist/guichet.";

/// A part that can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Payments,
    Actions,
    Sessions,
    Page,
    Notifications,
    Retention,
    Keys,
    Postgres,
    Million,
    Collections,
}

impl Part {
    const ALL: [Self; 10] = [
        Self::Payments,
        Self::Actions,
        Self::Sessions,
        Self::Page,
        Self::Notifications,
        Self::Retention,
        Self::Keys,
        Self::Postgres,
        Self::Million,
        Self::Collections,
    ];

    fn read(word: &str) -> Result<Self, String> {
        match word {
            "payments" => Ok(Self::Payments),
            "actions" => Ok(Self::Actions),
            "sessions" => Ok(Self::Sessions),
            "page" => Ok(Self::Page),
            "notifications" => Ok(Self::Notifications),
            "retention" => Ok(Self::Retention),
            "keys" => Ok(Self::Keys),
            "postgres" => Ok(Self::Postgres),
            "million" => Ok(Self::Million),
            "collections" => Ok(Self::Collections),
            _ => Err(format!("there is no part {word}")),
        }
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    pub(crate) span: Duration,
    pub(crate) connections: Vec<usize>,
    pub(crate) directory: PathBuf,
    pub(crate) json: bool,
    /// The build that this one is compared with.
    pub(crate) against: Option<PathBuf>,
    parts: Vec<Part>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    Help,
    Run(Options),
}

impl Options {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
        let mut options = Self {
            span: Duration::from_secs(5),
            connections: vec![1, 8, 32, 128],
            directory: PathBuf::from("out"),
            json: false,
            against: None,
            parts: Part::ALL.into(),
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--help" | "-h" => return Ok(Asked::Help),
                "--json" => options.json = true,
                "--only" => options.parts = value()?.split(',').map(Part::read).collect::<Result<_, _>>()?,
                "--against" => options.against = Some(PathBuf::from(value()?)),
                "--dir" => options.directory = PathBuf::from(value()?),
                "--seconds" => options.span = Duration::from_secs(number(&value()?)?),
                "--connections" => {
                    let counts: Result<Vec<u64>, String> = value()?.split(',').map(number).collect();
                    options.connections =
                        counts?.into_iter().map(|n| usize::try_from(n).unwrap_or(1)).collect();
                }
                _ => return Err(format!("there is no option {word}")),
            }
        }
        Ok(Asked::Run(options))
    }

    pub(crate) fn wants(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

fn number(text: &str) -> Result<u64, String> {
    match text.trim().parse() {
        Ok(number @ 1..=3600) => Ok(number),
        _ => Err(format!("{text} is no number from 1 to 3600")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Asked, String> {
        Options::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read() {
        let line = "--seconds 2 --connections 1,4 --json --dir /d --against old";
        let Ok(Asked::Run(options)) = read(line) else { panic!() };
        assert_eq!(options.against, Some(PathBuf::from("old")));
        assert_eq!((options.span.as_secs(), options.connections, options.json), (2, vec![1, 4], true));
        assert_eq!(read("--json --help"), Ok(Asked::Help));
        for wrong in ["--against", "--seconds", "--seconds 0", "--connections 1,x", "--speed 3", "--only rsa"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
