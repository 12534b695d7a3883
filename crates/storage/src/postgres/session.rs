//! One connection: its settings, and the statements that it has prepared.

use std::{collections::HashMap, time::Duration};

use futures_util::TryStreamExt as _;
use tokio::time::timeout;
use tokio_postgres::{Client, Row, SimpleQueryMessage, Statement};

use super::{address::Address, error::ConnectError, restart};
use crate::{error::Impossible, query::Query, value::Value};

/// How long a whole connect may take: socket, TLS, password and set-up.
const OPEN: Duration = Duration::from_secs(5);
/// How long a server may stay silent. It is more than the server's own limits below, so it is reached only if the
/// server no longer answers.
pub(super) const SILENCE: Duration = Duration::from_secs(15);

/// `synchronous_commit` is raised to `on` if it is less, and left alone if it is `remote_apply`. The timeouts keep
/// statements, and instances that were cut off inside a transaction, from holding locks for ever.
const SET_UP: &str = "\
    SET statement_timeout = '10s';
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '10s';
    SET default_transaction_isolation = 'read committed';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
    SELECT current_setting('server_version_num'), current_setting('server_version'),
           current_setting('server_encoding')";
const OLDEST: u32 = 14_00_00;

pub(super) struct Session {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
    /// Whether the next caller may use it: it is not in the middle of something, and has not fallen silent.
    pub(super) at_rest: bool,
}

impl Session {
    pub(super) async fn open(address: &Address) -> Result<Self, ConnectError> {
        let opened = timeout(OPEN, Self::connect(address)).await;
        let (session, is_acknowledged) = opened.map_err(|_| ConnectError::Silent(OPEN))??;
        if !is_acknowledged {
            restart::acknowledge(&session.client).await?;
        }
        Ok(session)
    }

    /// Connects and sets the session up. Also returns whether the server has acknowledged a commit since its start.
    async fn connect(address: &Address) -> Result<(Self, bool), ConnectError> {
        let (client, connection) = address.config.connect(address.tls.clone()).await?;
        // Ends with its client, or with the line; whoever waits for an answer is told then.
        tokio::spawn(connection);
        let told = client.simple_query(SET_UP).await?;
        let about = told.iter().rev().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let about = |index| about.and_then(|row| row.get(index)).unwrap_or_default();
        if about(0).parse().is_ok_and(|version: u32| version < OLDEST) {
            return Err(ConnectError::TooOld(about(1).to_owned()));
        }
        if about(2) != "UTF8" {
            return Err(ConnectError::Encoding(about(2).to_owned()));
        }
        let is_acknowledged = restart::is_acknowledged(&client).await?;
        Ok((Self { client, prepared: HashMap::new(), at_rest: true }, is_acknowledged))
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn is_good(&self) -> bool {
        self.at_rest && !self.client.is_closed()
    }

    pub(super) async fn prepare(&mut self, sql: &'static str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }

    pub(super) async fn rows(
        &mut self,
        sql: &'static str,
        values: &[Value],
    ) -> Result<Vec<Row>, ConnectError> {
        let statement = self.prepare(sql).await?;
        Ok(self.client.query_raw(&statement, values).await?.try_collect().await?)
    }

    pub(super) async fn ask<T>(
        &mut self,
        query: &Query<T>,
    ) -> Result<Vec<Result<T, Impossible>>, ConnectError> {
        let rows = timeout(SILENCE, self.rows(query.sql, &query.values)).await;
        match rows.unwrap_or(Err(ConnectError::Silent(SILENCE))) {
            Ok(rows) => {
                Ok(rows.iter().map(|row| (query.read)(row).map_err(|error| error.in_row(row))).collect())
            }
            Err(error) => {
                self.at_rest = !matches!(error, ConnectError::Silent(_)) && !error.is_of_the_connection();
                Err(error)
            }
        }
    }

    pub(super) async fn is_writable(&mut self) -> Result<bool, ConnectError> {
        let query = Query {
            sql: "SELECT COUNT(*) FROM migrations
                  WHERE NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'",
            values: Vec::new(),
            read: |row| Ok(matches!(row.cell(0), crate::cells::Cell::Integer(1..))),
        };
        Ok(matches!(self.ask(&query).await?.as_slice(), [Ok(true)]))
    }
}
