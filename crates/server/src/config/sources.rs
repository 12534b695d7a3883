//! The sources of settings, and their precedence.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf, str::FromStr};

use primitives::Secret;

use super::{
    ConfigError, mask, misplaced,
    setting::{Secrecy, Setting},
    table::SETTINGS,
};

/// The settings given on the command line. `None` and empty lists set nothing.
#[derive(Debug, Default, Clone)]
pub(crate) struct Flags {
    pub file: Option<PathBuf>,
    /// Names and values of settings.
    pub values: Vec<(String, String)>,
}

/// The value of every setting and its source.
pub(crate) struct Loaded(BTreeMap<&'static str, (String, String)>);

/// The source of a value that nobody set.
const DEFAULT: &str = "default";
const COMMAND_LINE: &str = "command line";

/// The beginnings of variables that are not settings: an orchestrator that runs a service called `guichet`
/// sets them.
const NOT_OURS: [&str; 2] = ["GUICHET_SERVICE_", "GUICHET_PORT"];

pub(crate) fn load(flags: &Flags) -> Result<Loaded, ConfigError> {
    let defaults =
        SETTINGS.iter().map(|setting| (setting.name, (setting.default.to_owned(), DEFAULT.to_owned())));
    let mut values: BTreeMap<_, _> = defaults.collect();
    if let Some(path) = &flags.file {
        if let Some(reason) = path.to_str().and_then(|path| misplaced::find(path, Secrecy::File)) {
            return Err(ConfigError(format!("--config {reason}: it takes the path of a file")));
        }
        let shown = path.display();
        let content = fs::read(path).map_err(|error| ConfigError(format!("{shown}: {error}")))?;
        let text = String::from_utf8(content).map_err(|error| {
            let is_utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let form = if is_utf16 { "is UTF-16" } else { "is not UTF-8" };
            ConfigError(format!("{shown} {form}: save it in UTF-8"))
        })?;
        // The parser's message quotes the line, which may hold a secret.
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
            ConfigError(format!("{shown} is not TOML: see line {line}"))
        })?;
        for (name, value) in flatten("", &table)? {
            values.insert(known(&name, &shown.to_string())?.name, (value, shown.to_string()));
        }
    }
    for (variable, value) in std::env::vars_os() {
        let Some(variable) = variable.to_str().filter(|name| name.starts_with("GUICHET_")) else { continue };
        if NOT_OURS.iter().any(|prefix| variable.starts_with(prefix)) {
            continue;
        }
        let value = value.into_string().map_err(|_| ConfigError(format!("{variable} is not UTF-8")))?;
        values.insert(known_variable(variable)?.name, (value, variable.to_owned()));
    }
    for (name, value) in &flags.values {
        values.insert(known(name, "the command line")?.name, (value.clone(), COMMAND_LINE.to_owned()));
    }
    // Shells and files add line breaks, and people blanks.
    for (value, _) in values.values_mut() {
        value.truncate(value.trim_end().len());
        value.drain(..value.len() - value.trim_start().len());
    }
    Ok(Loaded(values))
}

/// Turns nested tables into names with dots: `[log] format = "json"` is `log.format`.
fn flatten(prefix: &str, table: &toml::Table) -> Result<Vec<(String, String)>, ConfigError> {
    let mut values = Vec::new();
    for (name, value) in table {
        let name = format!("{prefix}{name}");
        match value {
            toml::Value::Table(inner) => values.extend(flatten(&format!("{name}."), inner)?),
            toml::Value::String(text) => values.push((name, text.clone())),
            toml::Value::Integer(number) => values.push((name, number.to_string())),
            toml::Value::Boolean(truth) => values.push((name, truth.to_string())),
            _ => return Err(ConfigError(format!("{name} must be a text, a whole number, true or false"))),
        }
    }
    Ok(values)
}

fn known(name: &str, source: &str) -> Result<&'static Setting, ConfigError> {
    // A file with a table [database] cannot have `database` as a text as well.
    let name = if name == "database.url" { "database" } else { name };
    let found = SETTINGS.iter().find(|setting| setting.name == name);
    found.ok_or_else(|| unknown(name, source, SETTINGS.iter().map(|setting| setting.name)))
}

fn known_variable(variable: &str) -> Result<&'static Setting, ConfigError> {
    let found = SETTINGS.iter().find(|setting| setting.env == variable);
    found.ok_or_else(|| unknown(variable, "the environment", SETTINGS.iter().map(|setting| setting.env)))
}

fn unknown(name: &str, source: &str, all: impl Iterator<Item = &'static str>) -> ConfigError {
    const ALIKE: f64 = 0.6;
    let likeness = |known: &&str| strsim::normalized_damerau_levenshtein(known, name);
    let nearest = all.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    // What is no misspelt name may be a secret in the wrong place.
    ConfigError(match nearest.filter(|nearest| likeness(nearest) >= ALIKE) {
        Some(nearest) => format!(
            "there is no setting {name:?} ({source}): did you mean {nearest}? `guichet config` lists them all"
        ),
        None => format!("a name is that of no setting ({source}): `guichet config` lists them all"),
    })
}

impl Loaded {
    pub(super) fn text(&self, name: &'static str) -> &str {
        &self.0.get(name).expect("every setting of the table has a value").0
    }

    pub(super) fn parse<T: FromStr>(&self, name: &'static str, rule: &str) -> Result<T, ConfigError> {
        self.text(name).parse().map_err(|_| self.refuse(name, rule))
    }

    pub(super) fn one_of<T: Copy>(&self, name: &'static str, words: &[(&str, T)]) -> Result<T, ConfigError> {
        let found = words.iter().find(|(word, _)| *word == self.text(name));
        let rule = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" or ");
        found.map(|(_, value)| *value).ok_or_else(|| self.refuse(name, &rule))
    }

    pub(super) fn refuse(&self, name: &'static str, rule: &str) -> ConfigError {
        let (value, origin) = self.0.get(name).expect("every setting of the table has a value");
        let is_shown = |setting: &Setting| {
            let is_secret = matches!(setting.secrecy, Secrecy::Secret | Secrecy::Url);
            !is_secret && mask::shown(value, setting.secrecy) == *value
        };
        let setting = SETTINGS.iter().find(|setting| setting.name == name);
        let shown = if setting.is_some_and(is_shown) { value } else { "(hidden)" };
        ConfigError(format!("{name} = {shown:?} ({origin}) must be {rule}"))
    }

    /// Refuses a setting that takes no secret and has one, and quotes nothing of it.
    pub(super) fn refuse_misplaced_secrets(&self) -> Result<(), ConfigError> {
        for setting in &SETTINGS {
            let (value, origin) = self.0.get(setting.name).expect("every setting of the table has a value");
            let Some(reason) = misplaced::find(value, setting.secrecy) else { continue };
            let takes = match setting.secrecy {
                Secrecy::File => "the path of a file",
                Secrecy::Directory => "the path of a directory",
                Secrecy::WebUrl => "a URL without user and password, such as https://pay.example",
                Secrecy::Open | Secrecy::Secret | Secrecy::Url => setting.help,
            };
            return Err(ConfigError(format!("{} ({origin}) {reason}: it takes {takes}", setting.name)));
        }
        Ok(())
    }

    /// Returns the settings with a secret in their value that are given on the command line, and the variable of each.
    pub(super) fn secrets_on_command_line(&self) -> Vec<(&'static str, &'static str)> {
        let is_shown = |setting: &&Setting| {
            let (value, origin) = self.0.get(setting.name).expect("every setting of the table has a value");
            origin == COMMAND_LINE && !value.is_empty() && mask::shown(value, setting.secrecy) != *value
        };
        SETTINGS.iter().filter(is_shown).map(|setting| (setting.name, setting.env)).collect()
    }

    pub(super) fn is_from_environment(&self, name: &'static str) -> bool {
        let (_, origin) = self.0.get(name).expect("every setting of the table has a value");
        SETTINGS.iter().any(|setting| setting.name == name && setting.env == origin)
    }

    /// Replaces a default, for one command.
    pub(crate) fn unless_set(mut self, name: &'static str, value: &str) -> Self {
        if let Some(entry) = self.0.get_mut(name).filter(|(_, origin)| origin == DEFAULT) {
            value.clone_into(&mut entry.0);
        }
        self
    }

    /// Returns the name and value of every setting, and whether it is the default.
    pub(super) fn in_force(&self) -> Vec<(&'static str, Secret, bool)> {
        self.0
            .iter()
            .map(|(name, (value, origin))| (*name, Secret::new(value.clone()), origin == DEFAULT))
            .collect()
    }

    /// Returns every setting as a line of TOML, with secrets masked.
    pub(crate) fn show(&self) -> String {
        let mut text = String::new();
        for setting in &SETTINGS {
            let (value, origin) = self.0.get(setting.name).expect("every setting of the table has a value");
            let shown = mask::shown(value, setting.secrecy);
            let line = format!("{} = {shown:?}", setting.name);
            let _ = writeln!(text, "# {} ({})\n{line:<50} # {origin}\n", setting.help, setting.env);
        }
        text
    }

    /// Returns the name, value and origin of every setting, with secrets masked.
    pub(crate) fn rows(&self) -> Vec<(&'static str, String, String)> {
        let row = |setting: &Setting| {
            let (value, origin) = self.0.get(setting.name).expect("every setting of the table has a value");
            (setting.name, mask::shown(value, setting.secrecy), origin.clone())
        };
        SETTINGS.iter().map(row).collect()
    }
}
