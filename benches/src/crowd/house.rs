//! A store and the gateway that is opened on it.

use std::path::Path;

use rig::{Cluster, Gateway, Options};
use rusqlite::Connection;

use super::Copies;
use crate::run::{Error, program};

pub(crate) struct House<'a> {
    name: &'static str,
    options: Options,
    cluster: Option<&'a Cluster>,
}

impl<'a> House<'a> {
    pub(crate) fn new(
        directory: &Path,
        name: &'static str,
        cluster: Option<&'a Cluster>,
    ) -> Result<Self, Error> {
        let mut settings = Vec::new();
        if let Some(cluster) = cluster {
            cluster.execute(&format!("CREATE SCHEMA {name}"))?;
            settings.push(format!("database={}", cluster.url(name)));
        }
        let engine = if cluster.is_some() { "postgres" } else { "sqlite" };
        let data = directory.join(format!("{name}-{engine}"));
        Ok(Self { name, options: Options { program: program(), data, settings }, cluster })
    }

    pub(crate) fn open(&self) -> Result<Gateway, Error> {
        Ok(Gateway::start(self.options.clone())?)
    }

    /// Adds `times` copies of every row, which are numbered in steps of `step`. No gateway may be open.
    pub(crate) fn multiply(&self, copies: &[Copies], times: usize, step: usize) -> Result<(), Error> {
        let numbers = if self.cluster.is_some() {
            format!("generate_series(1, {times}) AS g (n)")
        } else {
            format!(
                "(WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {times}) SELECT n FROM g)"
            )
        };
        // Ids are larger than the integers of PostgreSQL.
        let series = format!("SELECT CAST(n AS BIGINT) * {step} AS n FROM {numbers}");
        self.execute(&copies.iter().map(|table| table.sql(&series)).collect::<String>())
    }

    /// Runs SQL in one database transaction. No gateway may be open.
    pub(crate) fn execute(&self, sql: &str) -> Result<(), Error> {
        if let Some(cluster) = self.cluster {
            return Ok(cluster.execute(&format!("SET search_path = {}; {sql}", self.name))?);
        }
        let done = self.file()?.execute_batch(&format!("BEGIN; {sql} COMMIT;"));
        done.map_err(|error| Error::Store(error.to_string()))
    }

    /// Runs a query of one number. A gateway may be open.
    pub(crate) fn number(&self, query: &str) -> Result<i64, Error> {
        if let Some(cluster) = self.cluster {
            let found = cluster.query(&format!("SET search_path = {}; {query}", self.name))?;
            return found.parse().map_err(|_| Error::Store(format!("{query} gives {found}")));
        }
        let found = self.file()?.query_row(query, [], |row| row.get(0));
        found.map_err(|error| Error::Store(error.to_string()))
    }

    /// Does what PostgreSQL would do by itself within minutes after so many new rows: it is not to do it during a measurement.
    pub(crate) fn settle(&self) -> Result<(), Error> {
        let Some(cluster) = self.cluster else { return Ok(()) };
        Ok(cluster.execute("VACUUM ANALYZE")?)
    }

    fn file(&self) -> Result<Connection, Error> {
        Connection::open(self.options.data.join("guichet.db"))
            .map_err(|error| Error::Store(error.to_string()))
    }
}
