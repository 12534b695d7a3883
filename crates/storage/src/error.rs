//! From what goes wrong inside to the port's errors: the details go to the log, never to a caller.

use std::fmt::Display;

use gateway::ports::StoreError;

/// A column whose content cannot be.
#[derive(Debug, thiserror::Error)]
#[error("column {0} holds what it cannot hold")]
pub(crate) struct Impossible(pub(crate) &'static str);

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
