//! Stores that older versions of the gateway wrote.
//!
//! A set is a folder `VERSION/ENGINE` in this package: the files of a data directory, the database as SQL text, and the
//! answers that are expected of later versions (`expected.json`). The example `make-stores` writes a set before a release.
//! The tests of `upgrade` in the package `it` give each set to the binary of today.
#![expect(clippy::unwrap_used, reason = "a tool of the tests: a panic is the message")]

mod calendar;
mod case;
mod database;
mod expected;
mod postgres;
mod set;
mod shift;
mod sqlite;

pub use calendar::Calendar;
pub use case::{Case, Kind, PendingWork, When};
pub use database::Database;
pub use expected::Expected;
pub use set::{Loaded, Set, write};
