//! The store: SQLite behind `gateway`'s port. Nothing outside this crate knows SQL.
//!
//! A write becomes [`step::Step`]s on the caller's thread (encoding included); one writer thread gathers the
//! steps of all waiting callers into one transaction and one flush to disk, and each caller gets an outcome of
//! its own. Reads go past the writer, on connections that cannot write.

mod error;
mod migrate;
mod sqlite;
mod step;
mod tables;

pub use migrate::MigrationError;
pub use sqlite::{OpenError, SqliteStore};
