//! One connection to the server, with our settings and the statements that it has prepared.

use std::{collections::HashMap, time::Duration};

use futures_util::TryStreamExt as _;
use tokio::time::timeout;
use tokio_postgres::{Client, Row, SimpleQueryMessage, Statement};

use super::{address::Address, error::ConnectError, restart};
use crate::{error::Impossible, query::Query, value::Value};

/// How long it may take to connect as a whole: socket, TLS, password and settings.
const OPEN_LIMIT: Duration = Duration::from_secs(5);
/// How long a statement of a gateway may take on the server.
pub(super) const STATEMENT_LIMIT: Duration = Duration::from_secs(10);
/// How long a reply may take beyond the server's limit of a statement. So it is only reached where the server does not speak any
/// more, or a COMMIT waits for a standby.
const REPLY_MARGIN: Duration = Duration::from_secs(5);
/// How long a reply to a statement of a commit may take.
pub(super) const REPLY_LIMIT: Duration = STATEMENT_LIMIT.saturating_add(REPLY_MARGIN);

/// The limits let nobody hold locks for ever: not a statement, and not an instance that was cut off inside a transaction.
/// `synchronous_commit` is raised where it is less than on, and left alone where it is `remote_apply`.
const SET_UP: &str = "\
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '10s';
    SET default_transaction_isolation = 'read committed';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
    SELECT current_setting('server_version_num'), current_setting('server_version'),
           current_setting('server_encoding')";
const OLDEST_VERSION: u32 = 14_00_00;

pub(super) struct Session {
    client: Client,
    /// How long a reply to a query may take.
    reply_limit: Duration,
    prepared: HashMap<&'static str, Statement>,
    /// Whether another caller may have it: it is in the middle of nothing, and has not failed to reply.
    pub(super) reusable: bool,
}

impl Session {
    /// Connects, and makes sure that the server may be read ([`restart`]).
    pub(super) async fn open(address: &Address, statement_limit: Duration) -> Result<Self, ConnectError> {
        let opened = timeout(OPEN_LIMIT, Self::connect(address, statement_limit)).await;
        let (session, is_acknowledged) = opened.map_err(|_| ConnectError::NoReply(OPEN_LIMIT))??;
        if !is_acknowledged {
            restart::acknowledge(&session.client).await?;
        }
        Ok(session)
    }

    /// Besides the session: whether the server has acknowledged a commit since it began to take writes.
    async fn connect(address: &Address, statement_limit: Duration) -> Result<(Self, bool), ConnectError> {
        let (client, connection) = address.config.connect(address.tls.clone()).await?;
        // Its task ends with the client, or with the connection; whoever waits for an answer is told then.
        tokio::spawn(connection);
        let set_up = format!("SET statement_timeout = {}; {SET_UP}", statement_limit.as_millis());
        let set_up = async { Ok(client.simple_query(&set_up).await?) };
        // Sent together, in this order.
        let (messages, is_acknowledged) = tokio::try_join!(set_up, restart::is_acknowledged(&client))?;
        let facts = messages.iter().rev().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let fact = |index| facts.and_then(|row| row.get(index)).unwrap_or_default();
        if fact(0).parse().is_ok_and(|version: u32| version < OLDEST_VERSION) {
            return Err(ConnectError::TooOld(fact(1).to_owned()));
        }
        if fact(2) != "UTF8" {
            return Err(ConnectError::Encoding(fact(2).to_owned()));
        }
        let reply_limit = statement_limit.saturating_add(REPLY_MARGIN);
        Ok((Self { client, reply_limit, prepared: HashMap::new(), reusable: true }, is_acknowledged))
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn is_usable(&self) -> bool {
        self.reusable && !self.client.is_closed()
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
        let rows = timeout(self.reply_limit, self.rows(query.sql, &query.values)).await;
        match rows.unwrap_or(Err(ConnectError::NoReply(self.reply_limit))) {
            Ok(rows) => {
                Ok(rows.iter().map(|row| (query.read)(row).map_err(|error| error.in_row(row))).collect())
            }
            Err(error) => {
                self.reusable = !matches!(error, ConnectError::NoReply(_)) && !error.is_connection_lost();
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
