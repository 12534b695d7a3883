//! A store in a schema of PostgreSQL, reached by `psql` and `pg_dump`.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

pub struct Postgres {
    /// Sets the schema as the search path.
    url: String,
}

impl Postgres {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.to_owned() }
    }

    pub(crate) fn run(&self, sql: &str) {
        let mut psql = Command::new("psql");
        psql.args([self.url.as_str(), "-Xq", "-v", "ON_ERROR_STOP=1"]);
        let mut child =
            psql.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        // psql stops reading when a statement fails; its status and stderr tell.
        drop(child.stdin.take().unwrap().write_all(format!("BEGIN;\n{sql}\nCOMMIT;\n").as_bytes()));
        stdout(&child.wait_with_output().unwrap());
    }

    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let words = [&self.url, "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql];
        let output = Command::new("psql").args(words).output().unwrap();
        let lines = stdout(&output);
        lines.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    pub(crate) fn dump(&self) -> String {
        let schema = self.rows("SELECT current_schema()").remove(0).remove(0);
        let words =
            [&self.url, "--no-owner", "--no-privileges", "--rows-per-insert=1000", "--schema", &schema];
        tidy(&stdout(&Command::new("pg_dump").args(words).output().unwrap()), &schema)
    }
}

#[track_caller]
fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Removes from a dump the schema's name, settings and comments, so that it fits any schema and server version.
fn tidy(dump: &str, schema: &str) -> String {
    let (mut kept, mut in_text) = (String::new(), false);
    for line in dump.replace(&format!("{schema}."), "").lines() {
        let says_nothing = ["--", "SET ", "\\", "CREATE SCHEMA ", "SELECT pg_catalog.set_config("]
            .iter()
            .any(|start| line.starts_with(start));
        if in_text || !(line.is_empty() || says_nothing) {
            kept += line;
            kept.push('\n');
            // A quote within a text is doubled, so an odd count begins or ends one.
            in_text ^= line.matches('\'').count() % 2 == 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_loses_its_schema_and_keeps_its_texts() {
        let dump = "--\n-- dump\n--\n\\restrict x\nSET a = 1;\nCREATE SCHEMA it_1_2;\n\nCREATE TABLE it_1_2.a (\n    b text\n);\n\n\
            INSERT INTO it_1_2.a VALUES ('one''s\n-- two\n\nSET three');\nSELECT pg_catalog.setval('it_1_2.s', 3, true);\n\n--\n";
        let tidied = "CREATE TABLE a (\n    b text\n);\nINSERT INTO a VALUES ('one''s\n-- two\n\nSET three');\n\
            SELECT pg_catalog.setval('s', 3, true);\n";
        assert_eq!(tidy(dump, "it_1_2"), tidied);
    }
}
