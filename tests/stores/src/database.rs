//! Direct access to the database of a gateway, to fill it before the gateway starts and to see what the gateway wrote.

use std::path::Path;

use crate::{postgres::Postgres, sqlite::Sqlite};

pub enum Database {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    /// Returns the PostgreSQL schema of the URL, or the SQLite file in the data directory where there is
    /// none.
    pub fn of(data: &Path, url: Option<&str>) -> Self {
        match url {
            Some(url) => Self::Postgres(Postgres::new(url)),
            None => Self::Sqlite(Sqlite::new(data.join("guichet.db"))),
        }
    }

    /// Returns the name of the engine and of its folder in each version's sets.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Runs the statements in one transaction.
    pub fn run(&self, sql: &str) {
        match self {
            Self::Sqlite(file) => file.run(sql),
            Self::Postgres(schema) => schema.run(sql),
        }
    }

    /// Returns the rows of a query as texts, NULL as an empty one. The columns must be texts or integers.
    pub fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        match self {
            Self::Sqlite(file) => file.rows(sql),
            Self::Postgres(schema) => schema.rows(sql),
        }
    }

    /// Returns SQL statements that create the tables, rows and indexes in an empty database.
    pub fn dump(&self) -> String {
        match self {
            Self::Sqlite(file) => file.dump(),
            Self::Postgres(schema) => schema.dump(),
        }
    }
}
