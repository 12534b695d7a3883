//! A commit takes about two round trips. It is repeated if nothing was written, and its outcome is looked up if
//! COMMIT was not answered.

use std::{sync::Arc, time::Duration};

use gateway::ports::{CommitError, StoreError};
use tokio::time::{sleep, timeout};

use super::{
    error::ConnectError,
    outcome::{self, Outcome},
    pool::{Lease, Pool, Urgency},
    session::SILENCE,
    transaction::{self, Failure},
    xact_status::XactStatus,
};
use crate::{error::unavailable, step::Step};

const ATTEMPTS: u32 = 4;
/// The pause before a repetition, times the number of the attempt: commits that conflicted do not meet again at once.
const PAUSE: Duration = Duration::from_millis(5);

pub(super) struct Commit {
    pub(super) pool: Arc<Pool>,
    pub(super) steps: Vec<Step>,
    pub(super) urgency: Urgency,
    /// How long the outcome is looked up if COMMIT was not answered.
    pub(super) outcome_limit: Duration,
}

impl Commit {
    pub(super) async fn run(self) -> Result<(), CommitError> {
        let mut attempt = 1;
        loop {
            match self.attempt().await {
                Err(Failure::Engine(error)) if attempt < ATTEMPTS && may_be_repeated(&error) => {
                    tracing::debug!(%error, attempt, "nothing was written; once more");
                }
                Ok(()) => return Ok(()),
                Err(Failure::Refused(error)) => return Err(error),
                // Not worth a line for each: there are many when it comes to this.
                Err(Failure::Engine(ConnectError::Shed)) => {
                    return Err(CommitError::Store(StoreError::Unavailable));
                }
                Err(Failure::Engine(error)) => return Err(CommitError::Store(unavailable(&error))),
            }
            sleep(PAUSE * attempt).await;
            attempt += 1;
        }
    }

    async fn attempt(&self) -> Result<(), Failure> {
        let mut session = self.pool.take(self.urgency).await?;
        match transaction::write(&mut session, &self.steps).await {
            Ok(id) => self.finish(session, id).await,
            Err(failure) => {
                if !session.at_rest {
                    transaction::undo(&mut session).await;
                }
                Err(failure)
            }
        }
    }

    async fn finish(&self, mut session: Lease, transaction: i64) -> Result<(), Failure> {
        let error: ConnectError = match timeout(SILENCE, session.client().batch_execute("COMMIT")).await {
            Ok(Ok(())) => {
                session.at_rest = true;
                return Ok(());
            }
            Ok(Err(error)) => error.into(),
            Err(_) => ConnectError::Silent(SILENCE),
        };
        tracing::warn!(%error, transaction, "nobody said what became of a commit: asking");
        let status = XactStatus::new(self.pool.address(), transaction, &self.steps);
        // The session keeps its place meanwhile, so that no more of these run than there are places.
        match outcome::settle(status, self.outcome_limit).await {
            Outcome::Committed => Ok(()),
            Outcome::Undone => Err(Failure::Refused(CommitError::Store(StoreError::Unavailable))),
            Outcome::Unknown => {
                tracing::error!(transaction, "what became of a commit cannot be found out");
                Err(Failure::Refused(CommitError::Unknown))
            }
        }
    }
}

/// If the connection breaks before COMMIT is sent, nothing is written. After that, [`outcome`] finds out what
/// happened.
fn may_be_repeated(error: &ConnectError) -> bool {
    error.is_of_the_moment() || error.is_of_the_connection()
}
