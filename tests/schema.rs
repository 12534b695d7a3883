//! A PostgreSQL schema of one test, which is dropped with it. Every suite that runs on both engines uses it.
//!
//! `IT_ENGINE` names the engine, SQLite where it is not set, so that a plain `cargo test` needs no server.
//! `cargo xtask test` also runs with PostgreSQL: it starts a server of its own and gives its URL as
//! `IT_POSTGRES`. `IT_ENGINE=postgres` without a server is an error, so that no engine is skipped in silence.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) struct Schema {
    name: String,
    url: String,
}

impl Schema {
    /// Makes a schema. `None` where the engine of this run is SQLite.
    pub(crate) fn of_this_run() -> Option<Self> {
        is_turn_of_postgres().then(Self::fresh)
    }

    fn fresh() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("it_{now_ms}_{}_{count}", std::process::id());
        run(&format!("CREATE SCHEMA {name}"));
        let server = server();
        let sign = if server.contains('?') { '&' } else { '?' };
        Self { url: format!("{server}{sign}options=-csearch_path%3D{name}"), name }
    }

    /// Returns the URL of the database, with this schema as the place of all tables.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Writes all rows to a file as text, blobs in hexadecimal. The chain of the audit log is left out: it holds the numbers of lines,
    /// which a search for security codes finds, and keyed hashes.
    pub(crate) fn dump(&self, file: &Path) {
        let file = File::create(file).unwrap();
        let schema = format!("--schema={}", self.name);
        let dumped = Command::new("pg_dump")
            .args([&server(), "--data-only", &schema])
            .args(NOT_DUMPED)
            .stdout(file)
            .status();
        assert!(dumped.expect("pg_dump is there wherever psql is").success());
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

const NOT_DUMPED: [&str; 2] = ["--exclude-table-data=*.*audit_blocks", "--exclude-table-data=*.*audit_head"];

impl Drop for Schema {
    fn drop(&mut self) {
        let dropping = format!("SET client_min_messages = warning; DROP SCHEMA {} CASCADE", self.name);
        // A panic during a panic would end the whole run.
        if std::thread::panicking() {
            drop(psql(&dropping));
        } else {
            run(&dropping);
        }
    }
}

pub(crate) fn is_turn_of_postgres() -> bool {
    match std::env::var("IT_ENGINE").as_deref() {
        Err(_) | Ok("sqlite") => false,
        Ok("postgres") => true,
        Ok(other) => panic!("IT_ENGINE is sqlite or postgres, not {other}"),
    }
}

pub(crate) fn server() -> String {
    std::env::var("IT_POSTGRES").expect(
        "IT_ENGINE=postgres needs IT_POSTGRES, the URL of a server where schemas may be made: `cargo xtask test` sets both",
    )
}

/// Runs SQL by PostgreSQL's own client, which is there wherever its server is.
pub(crate) fn psql(sql: &str) -> std::io::Result<std::process::Output> {
    Command::new("psql").args([server().as_str(), "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql]).output()
}

/// Runs SQL and returns what it prints.
pub(crate) fn run(sql: &str) -> String {
    let output = psql(sql).expect("psql is there: `cargo xtask test` installs it");
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}
