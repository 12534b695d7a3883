//! Errors of a connection or of the server. Their words hold no values of rows, which may be a card's.

use std::{fmt, path::PathBuf, time::Duration};

use tokio_postgres::error::SqlState;

use super::address_fault::AddressFault;
use crate::MigrationError;

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("database cannot be used: {0}")]
    Address(#[from] AddressFault),
    #[error("{0}: {1}; set database.ca to a PEM file of the authorities that vouch for the database")]
    Authorities(PathBuf, String),
    #[error(
        "the database is PostgreSQL {0}: guichet needs 14 or newer, so upgrade it (pg_upgrade) or take another"
    )]
    TooOld(String),
    #[error("the database keeps texts as {0}: make one with `createdb --encoding=UTF8 --template=template0`")]
    Encoding(String),
    #[error("the database did not answer within {0:?}")]
    NoReply(Duration),
    #[error(
        "the database was started again, or took over from another, and acknowledged no commit within {0:?}: nothing is \
         read from it until it does; look whether its synchronous standbys are there (synchronous_standby_names)"
    )]
    Unacknowledged(Duration),
    #[error("no connection to the database came free within {0:?}: set database.connections to more")]
    NoFreeConnection(Duration),
    #[error("too many wait for the database already")]
    TooManyWaiting,
    #[error(
        "a pooler before the database gives each transaction to another session (PgBouncer: pool_mode = transaction), so \
         that settings and statements get lost: set it to pool_mode = session, or name the database itself in `database`; \
         guichet has a pool of its own (database.connections)"
    )]
    Pooler,
    #[error("{0}")]
    Privilege(String),
    #[error("the database: {}", without_detail(.0))]
    Driver(#[from] tokio_postgres::Error),
    #[error("the database: {0}")]
    Unexpected(&'static str),
    #[error(transparent)]
    Migration(#[from] MigrationError),
}

impl ConnectError {
    /// Whether the connection is lost, so that another may do better at once.
    pub(super) fn is_connection_lost(&self) -> bool {
        matches!(self, Self::Driver(error) if is_closed(error))
    }

    /// Whether a trigger refused a value that is sealed under a retired data key. The code is that of migration 9.
    pub(super) fn is_key_retired(&self) -> bool {
        matches!(self, Self::Driver(error) if error.code().is_some_and(|code| code.code() == "GU001"))
    }

    /// Whether the server undid the transaction because two stood in each other's way.
    pub(super) fn is_conflict(&self) -> bool {
        let code = if let Self::Driver(error) = self { error.code() } else { None };
        code.is_some_and(|code| {
            // Statements name one key of a table for conflicts. Two that add the same card at once may meet at the other first.
            *code == SqlState::T_R_SERIALIZATION_FAILURE
                || *code == SqlState::T_R_DEADLOCK_DETECTED
                || *code == SqlState::UNIQUE_VIOLATION
        })
    }
}

/// A server may also close a connection with an error: class 57P when it shuts down, 25P03 when a transaction was idle for
/// too long.
fn is_closed(error: &tokio_postgres::Error) -> bool {
    let goodbye = |code: &SqlState| code.code().starts_with("57P") || code.code() == "25P03";
    error.is_closed() || error.code().is_some_and(goodbye) || is_io(error)
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.downcast_ref::<std::io::Error>().is_some())
}

/// The message of an error without the server's detail, which quotes rows.
fn without_detail(error: &tokio_postgres::Error) -> impl fmt::Display {
    if let Some(said) = error.as_db_error() {
        return format!("{} ({})", said.message(), said.code().code());
    }
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
