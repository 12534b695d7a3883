//! The command line.

use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Attacks a payment gateway on this machine with bounded load, and compares what it measures with aims.

  --only A,B         shapes, memory, connections, overload, readers (default: all of them, in the short form all but readers)
  --short            a small form, for a build with debug assertions on a busy machine: a tenth of the load, and wider aims
  --dir DIR          where the stores lie: choose the disk (default out)
  --help             this text

The gateway is the binary that IT_GUICHET names, or target/release/guichet. The attacker takes its share of the same processors.
Ten thousand connections need as many open files: `ulimit -n`.";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attack {
    Shapes,
    Memory,
    Connections,
    Overload,
    Readers,
}

impl Attack {
    const ALL: [Self; 5] = [Self::Shapes, Self::Memory, Self::Connections, Self::Overload, Self::Readers];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Shapes => "shapes",
            Self::Memory => "memory",
            Self::Connections => "connections",
            Self::Overload => "overload",
            Self::Readers => "readers",
        }
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Shapes => "bodies of hostile shapes",
            Self::Memory => "many requests in flight, each as large as it may be",
            Self::Connections => "slow and idle connections of one address, and honest requests of another",
            Self::Overload => "ten times the load that is served without a refusal",
            Self::Readers => "readers that take their answers too slowly",
        }
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    pub(crate) attacks: Vec<Attack>,
    pub(crate) is_short: bool,
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
            attacks: Vec::new(),
            is_short: false,
            directory: PathBuf::from("out"),
            program: program.map_or_else(|| PathBuf::from("target/release/guichet"), PathBuf::from),
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--help" | "-h" => return Ok(Asked::Help),
                "--short" => options.is_short = true,
                "--dir" => options.directory = PathBuf::from(value()?),
                "--only" => {
                    options.attacks = value()?.split(',').map(attack).collect::<Result<_, String>>()?;
                }
                _ => return Err(format!("there is no option {word}")),
            }
        }
        if options.attacks.is_empty() {
            let all =
                Attack::ALL.into_iter().filter(|attack| !options.is_short || *attack != Attack::Readers);
            options.attacks = all.collect();
        }
        Ok(Asked::Run(options))
    }

    /// Returns so many connections or requests, or a tenth of them in the short form.
    pub(crate) const fn count(&self, full: usize) -> usize {
        if self.is_short { full / 10 } else { full }
    }

    /// Returns the factor of aims that are times.
    pub(crate) const fn slowness(&self) -> f64 {
        if self.is_short { 20.0 } else { 1.0 }
    }

    /// Returns the factor of aims that are ratios or differences of two measurements: a busy machine disturbs one of them.
    pub(crate) const fn slack(&self) -> f64 {
        if self.is_short { 2.0 } else { 1.0 }
    }
}

fn attack(name: &str) -> Result<Attack, String> {
    Attack::ALL.into_iter().find(|attack| attack.name() == name).ok_or(format!("there is no attack {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Asked, String> {
        Options::read(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn what_the_words_mean() {
        let Ok(Asked::Run(options)) = read("--only shapes,overload --short --dir /d") else { panic!() };
        assert_eq!(options.attacks, [Attack::Shapes, Attack::Overload]);
        assert_eq!((options.count(10_000), options.directory), (1_000, PathBuf::from("/d")));
        let attacks = |text| match read(text) {
            Ok(Asked::Run(options)) => options.attacks.len(),
            _ => 0,
        };
        assert_eq!((attacks(""), attacks("--short")), (5, 4));
        assert_eq!(read("--help"), Ok(Asked::Help));
        assert!(read("--only everything").is_err());
    }
}
