//! Errors of the connection to a server. Their texts hold no values: a value may be of a card.

use std::{fmt, path::PathBuf, time::Duration};

use tokio_postgres::error::SqlState;

use crate::MigrationError;

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error(
        "database is not of the form postgres://user:password@host:port/name?sslmode=require \
         (sslmode is disable, prefer or require)"
    )]
    Url,
    #[error("{0}: {1}; set database.ca to a PEM file of the authorities that vouch for the database")]
    Authorities(PathBuf, String),
    #[error(
        "the database is PostgreSQL {0}: guichet needs 14 or newer, so upgrade it (pg_upgrade) or take another"
    )]
    TooOld(String),
    #[error("the database keeps texts as {0}: make one with `createdb --encoding=UTF8 --template=template0`")]
    Encoding(String),
    #[error("the database did not answer within {0:?}")]
    Silent(Duration),
    #[error(
        "the database was started again, or took over from another, and acknowledged no commit within {0:?}: nothing is \
         read from it until it does; look whether its synchronous standbys are there (synchronous_standby_names)"
    )]
    Unacknowledged(Duration),
    #[error("no connection to the database came free within {0:?}: set database.connections to more")]
    Crowded(Duration),
    #[error("too many wait for the database already")]
    Shed,
    #[error("the database: {}", told(.0))]
    Driver(#[from] tokio_postgres::Error),
    #[error("the database: {0}")]
    Strange(&'static str),
    #[error(transparent)]
    Migration(#[from] MigrationError),
}

impl ConnectError {
    /// Whether the connection broke, so that another connection may work at once.
    pub(super) fn is_of_the_connection(&self) -> bool {
        matches!(self, Self::Driver(error) if is_closed(error))
    }

    /// Whether the server undid the transaction because it conflicted with another.
    pub(super) fn is_of_the_moment(&self) -> bool {
        let code = if let Self::Driver(error) = self { error.code() } else { None };
        code.is_some_and(|code| {
            *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED
        })
    }
}

/// Returns whether the connection is closed. That includes a server that says that it closes it: class 57P is its
/// shutdown, and 25P03 is a transaction that was idle for too long.
fn is_closed(error: &tokio_postgres::Error) -> bool {
    let goodbye = |code: &SqlState| code.code().starts_with("57P") || code.code() == "25P03";
    error.is_closed() || error.code().is_some_and(goodbye) || is_of_the_line(error)
}

fn is_of_the_line(error: &tokio_postgres::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.downcast_ref::<std::io::Error>().is_some())
}

/// Describes an error without the server's detail, which quotes rows.
fn told(error: &tokio_postgres::Error) -> impl fmt::Display {
    if let Some(said) = error.as_db_error() {
        return format!("{} ({})", said.message(), said.code().code());
    }
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
