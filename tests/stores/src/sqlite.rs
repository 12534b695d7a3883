//! A store in a file of SQLite.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::{Connection, types::ValueRef};

/// The time to wait for a lock that the running gateway holds.
const BUSY: Duration = Duration::from_secs(10);

pub struct Sqlite(PathBuf);

impl Sqlite {
    pub(crate) const fn new(file: PathBuf) -> Self {
        Self(file)
    }

    fn open(&self) -> Connection {
        // The mode with which the gateway creates it.
        OpenOptions::new().append(true).create(true).mode(0o600).open(&self.0).unwrap();
        let connection = Connection::open(&self.0).unwrap();
        connection.busy_timeout(BUSY).unwrap();
        connection
    }

    pub(crate) fn run(&self, sql: &str) {
        // A dump does not order its tables by their references.
        let whole = format!("BEGIN IMMEDIATE;\nPRAGMA defer_foreign_keys = ON;\n{sql}\nCOMMIT;");
        self.open().execute_batch(&whole).unwrap();
    }

    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let connection = self.open();
        let mut statement = connection.prepare(sql).unwrap();
        let width = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| {
            (0..width).map(|index| row.get_ref(index).map(text)).collect::<rusqlite::Result<_>>()
        };
        statement.query_map([], read).unwrap().map(Result::unwrap).collect()
    }

    /// Returns the store as SQL. The statements of tables and indexes are those that SQLite keeps.
    pub(crate) fn dump(&self) -> String {
        let made = "FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
        let statements = |of: &str| {
            let of_type = format!("SELECT name, sql {made} AND type = '{of}' ORDER BY rowid");
            self.rows(&of_type).into_iter().map(|row| (row[0].clone(), format!("{};\n", row[1])))
        };
        let tables: Vec<(String, String)> = statements("table").collect();
        let mut dump: String = tables.iter().map(|(_, statement)| statement.as_str()).collect();
        for (table, _) in &tables {
            let names = self.rows(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"));
            let quoted: Vec<String> = names.iter().map(|name| format!("quote({})", name[0])).collect();
            let all =
                format!("SELECT {} FROM {table} ORDER BY {}", quoted.join(" || ',' || "), self.order(table));
            let rows: Vec<String> = self.rows(&all).iter().map(|row| format!("({})", row[0])).collect();
            if !rows.is_empty() {
                writeln!(dump, "INSERT INTO {table} VALUES\n{};", rows.join(",\n")).unwrap();
            }
        }
        // Last, so that a trigger does nothing while its table is filled.
        dump.extend(
            ["index", "trigger"].iter().flat_map(|of| statements(of)).map(|(_, statement)| statement),
        );
        dump
    }

    /// Returns the order in which the rows of the table were written, or that of its key where it keeps no row ids.
    fn order(&self, table: &str) -> String {
        let key = format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        let without_row_ids = format!("SELECT wr FROM pragma_table_list WHERE name = '{table}'");
        match self.rows(&without_row_ids)[0][0].as_str() {
            "0" => "rowid".to_owned(),
            _ => self.rows(&key).concat().join(", "),
        }
    }
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("neither a text nor a whole number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dumped_is_there_again() {
        let folder = std::env::temp_dir().join(format!("stores-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let [first, second] = ["1", "2"].map(|name| Sqlite::new(folder.join(name)));
        first.run(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB);
             CREATE INDEX a_text ON a (text);
             INSERT INTO a VALUES (2, 'it''s
             -- no comment', X'00ff'), (1, NULL, NULL);
             CREATE TABLE b (rank INTEGER, id TEXT, PRIMARY KEY (id, rank)) WITHOUT ROWID;
             CREATE TRIGGER b_ranked AFTER INSERT ON b BEGIN UPDATE b SET rank = rank + 10 WHERE id = NEW.id; END;
             INSERT INTO b VALUES (2, 'x'), (1, 'y');",
        );
        let dump = first.dump();
        second.run(&dump);
        assert_eq!(second.dump(), dump);
        let rows = "SELECT id, text, hex(bytes) FROM a ORDER BY id";
        assert_eq!(second.rows(rows), first.rows(rows));
        assert_eq!(second.rows(rows)[1][2], "00FF");
        assert_eq!(second.rows("SELECT name FROM sqlite_schema WHERE type = 'index'").len(), 1);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
