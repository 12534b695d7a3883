//! The engine for several instances: PostgreSQL 14 or newer, on a bounded number of connections.
//!
//! A commit is one transaction of READ COMMITTED: guards are rows (docs/adr/0004-guards-are-rows.md), so each statement
//! waits for whoever holds its row and then sees what became of it. docs/adr/0009-postgresql.md says the rest.

mod address;
mod address_fault;
mod clock;
mod commit;
mod driver;
mod error;
mod examine;
mod migrate;
mod outcome;
#[cfg(test)]
mod plans;
mod pool;
mod pooler;
mod privileges;
mod restart;
mod session;
mod settled;
mod transaction;
mod xact_status;

use std::{sync::Arc, time::Duration};

use gateway::ports::{Clock, CommitError, StoreError};

use crate::{
    Database,
    engine::{Engine, Measures},
    error::{Impossible, unavailable},
    query::Query,
    step::Step,
};
pub use address::Address;
use clock::DatabaseClock;
use commit::Commit;
pub use error::ConnectError;
pub use examine::Examination;
use pool::{Pool, Urgency};

/// A store in a database, which several instances may share.
pub type PostgresStore = Database<Postgres>;

pub struct Postgres {
    pool: Arc<Pool>,
    clock: Arc<DatabaseClock>,
    outcome_limit: Duration,
}

/// What one instance takes of a server, and how long it waits for it.
#[derive(Debug, Clone, Copy)]
pub struct PostgresLimits {
    /// Connections that are held at once.
    pub connections: usize,
    /// For how long the outcome of a commit that was not answered is asked for. It should be longer than a failover takes,
    /// and than a cut-off transaction stays open (10 s).
    pub outcome: Duration,
    /// How long a statement may take. What a gateway asks is answered at once; some commands of an operator read all of a table.
    pub statement: Duration,
}

impl PostgresLimits {
    /// How long a statement of a gateway may take.
    pub const STATEMENT: Duration = session::STATEMENT_LIMIT;
}

impl Database<Postgres> {
    /// Connects, and migrates.
    pub async fn connect(address: Address, limits: PostgresLimits) -> Result<Self, ConnectError> {
        let store = Self::unchecked(address, limits).await?;
        let mut session = store.engine.pool.take(Urgency::High).await?;
        migrate::migrate(&mut session, store.engine.clock.now().as_millisecond()).await?;
        clock::measure_regularly(&store.engine.clock, &store.engine.pool);
        Ok(store)
    }

    /// Connects for an examination: nothing is migrated.
    pub async fn inspect(address: Address) -> Result<Self, ConnectError> {
        // It commits nothing whose outcome could be unknown.
        Self::unchecked(
            address,
            PostgresLimits { connections: 1, outcome: Duration::ZERO, statement: PostgresLimits::STATEMENT },
        )
        .await
    }

    async fn unchecked(address: Address, limits: PostgresLimits) -> Result<Self, ConnectError> {
        let pool = Arc::new(Pool::new(address, limits.connections, limits.statement));
        let mut session = pool.take(Urgency::High).await?;
        pooler::refuse(&session, pool.address()).await?;
        let clock = DatabaseClock::read(&mut session).await?;
        drop(session);
        Ok(Self::on(Postgres { pool, clock: Arc::new(clock), outcome_limit: limits.outcome }))
    }

    /// A clock that tells the database's time: what one instance writes, another compares with its own now.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.engine.clock) as Arc<dyn Clock>
    }

    /// Examines the server and the connection to it for an operator.
    pub async fn examine(&self) -> Result<Examination, ConnectError> {
        examine::examine(&self.engine.pool).await
    }
}

/// Reads the sizes of the files of every table of the schema.
const BYTES_BY_TABLE: &str = "SELECT relname::text, pg_total_relation_size(oid) FROM pg_class
     WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";

const BYTES: &str = "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
     WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";

/// Reads about how many rows each table has, as the planner reckons: the rows of a page when the table was last analysed, times the
/// pages of today. One that was never analysed has only the count of what was added to it.
const ROWS_BY_TABLE: &str = "SELECT relname::text,
         (CASE WHEN relpages > 0 AND reltuples >= 0
          THEN reltuples::float8 / relpages * (pg_relation_size(oid) / current_setting('block_size')::bigint)
          ELSE pg_stat_get_live_tuples(oid) END)::bigint
     FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";

impl Engine for Postgres {
    const NAME: &'static str = "PostgreSQL";
    const NAMES_INDEXES: bool = false;
    const REUSES_IDS: bool = false;
    const MEASURES: Measures = Measures {
        bytes: BYTES,
        bytes_by_table: BYTES_BY_TABLE,
        reads_all: false,
        rows_by_table: Some(ROWS_BY_TABLE),
    };

    async fn rows<T: Send>(&self, query: Query<T>) -> Result<Vec<Result<T, Impossible>>, StoreError> {
        let ask = async || self.pool.take(Urgency::High).await?.ask(&query).await;
        let answer = match ask().await {
            // A connection that broke while it was idle says so when it is used. To ask twice does no harm.
            Err(error) if error.is_connection_lost() => ask().await,
            answer => answer,
        };
        answer.map_err(|error| unavailable(&error))
    }

    async fn commit(&self, steps: Vec<Step>, begins: bool) -> Result<(), CommitError> {
        let urgency = if begins { Urgency::Low } else { Urgency::High };
        let (pool, outcome_limit) = (Arc::clone(&self.pool), self.outcome_limit);
        let commit = Commit { pool, steps, urgency, outcome_limit };
        // A task of its own: a caller that goes away leaves no transaction half done.
        tokio::spawn(commit.run()).await.unwrap_or(Err(CommitError::Store(StoreError::Unavailable)))
    }

    async fn settled<T: Send>(&self, query: Query<T>) -> Result<Option<T>, StoreError> {
        let mut session = self.pool.take(Urgency::High).await.map_err(|error| unavailable(&error))?;
        let row = settled::ask(&mut session, &query).await.map_err(|error| unavailable(&error))?;
        row.transpose().map_err(StoreError::from)
    }

    async fn check(&self) -> Result<(), StoreError> {
        let writable = async {
            let mut session = self.pool.take(Urgency::Low).await?;
            session.is_writable().await
        };
        match writable.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(unavailable(&"the database takes no writes now")),
            Err(error) => Err(unavailable(&error)),
        }
    }
}
