//! How workers take work from the store, so that no two instances do the same work at the same time.
//!
//! A query finds rows with work that is due and that nobody has leased. A commit for each row then writes the end of the
//! lease into it; its statement changes the row only if no other worker was faster. The lease ends when its time is over or
//! when a commit on the row ends it.

use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{CommitError, StoreError};

use crate::{engine::Engine, step::Step};

/// How many rows are taken at the same time: engines gather commits that wait together.
const TAKEN_AT_ONCE: usize = 32;

/// Commits the steps that take one row. Returns `false` if another worker was faster, or if it is not known whether they
/// were written: then nobody has the row until the lease ends.
pub(crate) async fn take(engine: &impl Engine, steps: Vec<Step>) -> Result<bool, StoreError> {
    match engine.commit(steps, false).await {
        Ok(()) => Ok(true),
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Takes rows with `take_one`, which returns `None` for a row that is not to be worked on, and returns those taken in the
/// order of `due`. An error is returned only if nothing was taken: what was taken must be worked on, because nobody else
/// is given it before its lease ends.
pub(crate) async fn take_each<T, U, F>(
    due: Vec<T>,
    take_one: impl FnMut(T) -> F,
) -> Result<Vec<U>, StoreError>
where
    F: Future<Output = Result<Option<U>, StoreError>>,
{
    let mut outcomes = stream::iter(due).map(take_one).buffered(TAKEN_AT_ONCE);
    let (mut taken, mut failure) = (Vec::new(), None);
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Ok(one) => taken.extend(one),
            Err(error) => failure = Some(error),
        }
    }
    match failure {
        Some(error) if taken.is_empty() => Err(error),
        Some(_) | None => Ok(taken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn taken(outcomes: Vec<Result<Option<u8>, StoreError>>) -> Result<Vec<u8>, StoreError> {
        take_each(outcomes, |outcome| async move { outcome }).await
    }

    #[tokio::test]
    async fn what_was_taken_is_returned_although_something_failed() {
        let failed = Err(StoreError::Unavailable);
        assert_eq!(taken(vec![Ok(Some(2)), Ok(None), Ok(Some(1))]).await, Ok(vec![2, 1]));
        assert_eq!(taken(vec![failed, Ok(Some(2))]).await, Ok(vec![2]));
        assert_eq!(taken(vec![Ok(None), failed]).await, Err(StoreError::Unavailable));
        assert_eq!(taken(vec![Ok(None)]).await, Ok(vec![]));
    }
}
