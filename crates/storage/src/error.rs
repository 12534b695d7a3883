//! Turns internal errors into the errors of the port. The details go to the log, never to a caller.

use std::fmt::Display;

use gateway::ports::StoreError;

use crate::cells::{Cell, Cells};

/// A column holds a value that the gateway never writes there.
#[derive(Debug, thiserror::Error)]
#[error("column {column} holds a value that the gateway never writes there{}", self.place())]
pub(crate) struct Impossible {
    column: &'static str,
    /// The key of the row: its first two columns, if they are numbers.
    row: Option<(i64, i64)>,
}

impl Impossible {
    pub(crate) const fn of(column: &'static str) -> Self {
        Self { column, row: None }
    }

    pub(crate) fn in_row(self, row: &dyn Cells) -> Self {
        let key = match (row.cell(0), row.cell(1)) {
            (Cell::Integer(first), Cell::Integer(second)) => Some((first, second)),
            _ => None,
        };
        Self { row: key, ..self }
    }

    fn place(&self) -> String {
        self.row.map_or_else(String::new, |(first, second)| format!(", in row ({first}, {second})"))
    }
}

impl From<Impossible> for StoreError {
    fn from(error: Impossible) -> Self {
        tracing::error!(%error, "the store is inconsistent: run `guichet doctor`");
        Self::Inconsistent
    }
}

pub(crate) fn unavailable(error: &dyn Display) -> StoreError {
    tracing::error!(%error, "the store failed");
    StoreError::Unavailable
}
