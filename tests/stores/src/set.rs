//! A set on disk: writing one, and making a store of it again.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use document::{Object, Tree, write_json};
use jiff::{Unit, civil::Date};

use crate::{Calendar, Case, Database, Expected, shift::Shift};

const STORE: &str = "store.sql";
const EXPECTED: &str = "expected.json";
/// The files of the data directory besides the database. The TLS certificate is not kept: a start makes one.
const DATA_FILES: [&str; 2] = ["master.key", "credentials.toml"];

/// The time since the gateway of a loaded store was killed, in milliseconds. Sessions of ten minutes are
/// overdue then, and those of ninety minutes are not.
const DOWNTIME_MS: i64 = 65 * 60_000;
const MS_PER_HOUR: i64 = 3_600_000;

/// The set of a version for an engine.
pub struct Set {
    pub version: String,
    folder: PathBuf,
}

/// What a gateway needs to run on a loaded store, besides the data directory and the database.
pub struct Loaded {
    pub expected: Expected,
    pub calendar: Calendar,
    /// The hours by which the gateway's clock must be ahead of the machine's.
    pub hours_ahead: u32,
}

impl Set {
    /// Returns the sets of all versions for an engine.
    pub fn all(engine: &str) -> Vec<Self> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = fs::read_dir(package).unwrap().map(|entry| entry.unwrap().path());
        let mut sets: Vec<Self> = folders
            .map(|folder| (folder.file_name().unwrap().to_str().unwrap().to_owned(), folder.join(engine)))
            .filter(|(_, folder)| folder.join(STORE).is_file())
            .map(|(version, folder)| Self { version, folder })
            .collect();
        sets.sort_by(|one, other| one.version.cmp(&other.version));
        sets
    }

    fn read(&self, name: &str) -> String {
        let path = self.folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns the set in a folder, which has a folder for each engine.
    pub fn at(folder: &Path, engine: &str) -> Self {
        let version = folder.file_name().unwrap().to_str().unwrap().to_owned();
        Self { version, folder: folder.join(engine) }
    }

    /// Makes the data directory and fills the empty database, with all moments shifted to the present, but for those of a stamped audit
    /// log ([`kept_apart`]). `shop` is the
    /// address, host and port, at which the merchants' servers listen now; `machine_ms` is the machine's time.
    pub fn load(&self, data: &Path, database: &Database, shop: &str, machine_ms: i64) -> Loaded {
        let text = self.read(EXPECTED);
        let expected = Expected::parse(&text);
        let made_ms = expected.integer("made_ms");
        let made_on: Date = expected.text("made_on").parse().unwrap();
        let hours_ahead = hours_ahead(made_ms, machine_ms);
        let now_ms = machine_ms + i64::from(hours_ahead) * MS_PER_HOUR;
        let (killed_ms, calendar) = (now_ms - DOWNTIME_MS, Calendar::at(now_ms));
        let days = calendar.day(killed_ms).since((Unit::Day, made_on)).unwrap().get_days();
        let shift = Shift { made_ms, by_ms: killed_ms - made_ms, by_days: days.into() };
        let shops: Vec<&str> = expected.list("shops").iter().map(|shop| shop.as_text().unwrap()).collect();
        let present =
            |text: &str| shops.iter().fold(shift.apply(text), |text, then| text.replace(then, shop));
        DirBuilder::new().recursive(true).mode(0o700).create(data).unwrap();
        for name in DATA_FILES {
            write_private(&data.join(name), &self.read(name));
        }
        database.run(&kept_apart(&self.read(STORE), present));
        Loaded { expected: Expected::parse(&present(&text)), calendar, hours_ahead }
    }
}

/// The tables whose rows are under an HMAC, their moments as well.
const STAMPED: [&str; 3] = ["audit_log", "audit_blocks", "audit_head"];

/// Changes a dump, but for the rows of a stamped audit log: with other moments their stamps would be wrong. A log of before there were
/// stamps is changed as all else.
fn kept_apart(dump: &str, change: impl Fn(&str) -> String) -> String {
    let has_stamps = dump.contains("CREATE TABLE audit_head ");
    let (mut whole, mut changing) = (String::with_capacity(dump.len()), String::new());
    let (mut in_text, mut is_kept) = (false, false);
    for line in dump.split_inclusive('\n') {
        let begins = |table: &&str| line.starts_with(&format!("INSERT INTO {table} "));
        is_kept |= has_stamps && !in_text && STAMPED.iter().any(begins);
        // A quote within a text is doubled, so an odd count begins or ends one.
        in_text ^= line.matches('\'').count() % 2 == 1;
        if is_kept {
            whole += &change(&std::mem::take(&mut changing));
            whole += line;
            is_kept = in_text || !line.trim_end().ends_with(';');
        } else {
            changing += line;
        }
    }
    whole + &change(&changing)
}

/// Returns the hours by which the gateway's clock must be ahead. A set is made with a clock that is months
/// ahead. Its ids contain that time and are not shifted, and new ids must be greater than those of the set.
/// So the gateway's clock must be ahead until the machine's has reached the set's.
fn hours_ahead(made_ms: i64, machine_ms: i64) -> u32 {
    let missing_ms = (made_ms + DOWNTIME_MS - machine_ms).max(0);
    u32::try_from(missing_ms.div_euclid(MS_PER_HOUR) + i64::from(missing_ms > 0)).unwrap()
}

/// Writes the set of a killed gateway: the dump of its database, the files of its data directory, and what is expected.
pub fn write(folder: &Path, data: &Path, dump: &str, expected: Object, cases: &[Case]) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(STORE), dump).unwrap();
    let cases: Vec<Object> = cases.iter().map(Case::write).collect();
    fs::write(folder.join(EXPECTED), lines(&expected.with("cases", cases))).unwrap();
    for name in DATA_FILES {
        fs::copy(data.join(name), folder.join(name)).unwrap();
    }
}

/// JSON with a line for each member and for each item of its lists, so that sets can be compared line by line.
fn lines(object: &Object) -> String {
    let member = |(name, value): (&str, &Tree)| {
        let value = match value {
            Tree::List(items) if !items.is_empty() => {
                let items: Vec<String> = items.iter().map(write_json).collect();
                format!("[\n{}\n]", items.join(",\n"))
            }
            other => write_json(other),
        };
        format!("\"{name}\":{value}")
    };
    format!("{{\n{}\n}}\n", object.iter().map(member).collect::<Vec<_>>().join(",\n"))
}

fn write_private(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamped_audit_log_is_kept_and_all_else_is_changed() {
        let rows =
            "INSERT INTO audit_log VALUES\n(1,'a;\nb (1)'),\n(1,'c');\nINSERT INTO cards VALUES\n(1);\n";
        let change = |text: &str| text.replace('1', "2");
        let stamped = format!("CREATE TABLE audit_head (id);\n{rows}");
        let kept = stamped.replace("cards VALUES\n(1)", "cards VALUES\n(2)");
        assert_eq!(kept_apart(&stamped, change), kept);
        assert_eq!(kept_apart(rows, change), rows.replace('1', "2"));
    }

    #[test]
    fn the_clock_is_ahead_until_the_machine_has_caught_up() {
        let made_ms = 1_000 * MS_PER_HOUR;
        for (machine_hours, ahead) in [(0, 1_002), (900, 102), (1_000, 2), (1_001, 1), (1_002, 0), (9_000, 0)]
        {
            assert_eq!(hours_ahead(made_ms, machine_hours * MS_PER_HOUR), ahead, "{machine_hours}");
        }
    }
}
