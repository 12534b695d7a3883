//! The store: SQLite or PostgreSQL behind `gateway`'s port. Nothing outside this crate knows SQL.
//!
//! A folder is a subject: its `mod.rs` implements the subject's port and turns its writes into statements, and the files
//! beside it hold the SQL and the rows of one table each, once for both engines. A write becomes `Step`s, a read a
//! `Query`; an `Engine` runs them.
//!
//! Placeholders are `$1`, `$2`, … in the order of their first appearance, which SQLite and PostgreSQL both take.

mod audit_chain;
mod audit_log;
mod authentications;
mod bind;
mod cards;
mod cells;
mod columns;
mod database;
mod engine;
mod error;
mod keys;
mod lease;
mod limits;
mod links;
mod listings;
mod merchants;
mod migrations;
mod notifications;
mod page_statements;
mod payments;
mod postgres;
mod query;
mod remittances;
mod requests;
mod retention;
mod row;
mod sessions;
#[cfg(feature = "simulation")]
pub mod simulation;
mod sqlite;
mod step;
mod store;
mod table;
mod transfers;
mod unreadable;
mod value;
mod wallets;

pub use database::Database;
pub use migrations::MigrationError;
pub use postgres::{Address, ConnectError, Examination, Postgres, PostgresLimits, PostgresStore};
pub use sqlite::{OpenError, Sqlite, SqliteStore};
