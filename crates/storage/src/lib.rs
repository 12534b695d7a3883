//! The store: SQLite or PostgreSQL behind `gateway`'s port. Nothing outside this crate knows SQL.
//!
//! `tables` says what is written and asked, once for both engines: a write becomes [`step::Step`]s, a read a
//! [`query::Query`]. An [`engine::Engine`] runs them and knows no table.

mod cells;
mod deliveries;
mod engine;
mod error;
mod ledgers;
mod migrations;
mod postgres;
mod query;
#[cfg(feature = "simulation")]
pub mod simulation;
mod sqlite;
mod step;
mod store;
mod tables;
mod value;

pub use migrations::MigrationError;
pub use postgres::{Address, ConnectError, Examination, Postgres, PostgresStore};
pub use sqlite::{OpenError, Sqlite, SqliteStore};
pub use store::Database;
