//! From the driver's errors to the port's: the details go to the log, never to a caller.

use gateway::ports::StoreError;

/// A column whose content cannot be.
#[derive(Debug, thiserror::Error)]
#[error("column {0} holds what it cannot hold")]
pub(crate) struct Impossible(pub(crate) &'static str);

/// What may go wrong while a row is read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error(transparent)]
    Engine(#[from] rusqlite::Error),
    #[error(transparent)]
    Impossible(#[from] Impossible),
}

impl From<ReadError> for StoreError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Engine(error) => {
                tracing::error!(%error, "the store failed");
                Self::Unavailable
            }
            ReadError::Impossible(error) => {
                tracing::error!(%error, "the store is inconsistent: run `guichet doctor`");
                Self::Inconsistent
            }
        }
    }
}

pub(crate) fn unavailable(error: &rusqlite::Error) -> StoreError {
    tracing::error!(%error, "the store failed");
    StoreError::Unavailable
}
