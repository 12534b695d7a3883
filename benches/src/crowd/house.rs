//! A store and the gateway that is opened on it.

use std::path::Path;

use rig::{Cluster, Gateway, Options};
use rusqlite::Connection;

use super::Copies;
use crate::run::{Error, program};

pub(super) struct House<'a> {
    name: &'static str,
    options: Options,
    cluster: Option<&'a Cluster>,
}

impl<'a> House<'a> {
    pub(super) fn new(
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

    pub(super) fn open(&self) -> Result<Gateway, Error> {
        Ok(Gateway::start(self.options.clone())?)
    }

    /// Adds `times` copies of every row. No gateway may be open.
    pub(super) fn multiply(&self, copies: &[Copies], times: usize) -> Result<(), Error> {
        let sql = |series: &str| copies.iter().map(|table| table.sql(series)).collect::<String>();
        let Some(cluster) = self.cluster else {
            let store = Connection::open(self.options.data.join("guichet.db"));
            let series = format!(
                "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {times}) SELECT n FROM g"
            );
            let done =
                store.and_then(|store| store.execute_batch(&format!("BEGIN; {} COMMIT;", sql(&series))));
            return done.map_err(|error| Error::Store(error.to_string()));
        };
        let series = format!("SELECT n FROM generate_series(1, {times}) AS g (n)");
        Ok(cluster.execute(&format!("SET search_path = {}; {} ANALYZE;", self.name, sql(&series)))?)
    }
}
