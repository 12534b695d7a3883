//! A commit: about two round trips. It is tried again where nothing was written, and its outcome is asked for where COMMIT
//! was not answered.

use std::{sync::Arc, time::Duration};

use gateway::ports::{CommitError, StoreError};
use tokio::time::{sleep, timeout};

use super::{
    error::ConnectError,
    outcome::{self, Outcome},
    pool::{Pool, PooledSession, Urgency},
    session::REPLY_LIMIT,
    transaction::{self, Failure},
    xact_status::XactStatus,
};
use crate::{error::unavailable, step::Step};

const MAX_ATTEMPTS: u32 = 4;
/// Between two attempts, times the number of the first: those who stood in each other's way do not meet again at once.
const ATTEMPT_PAUSE: Duration = Duration::from_millis(5);

pub(super) struct Commit {
    pub(super) pool: Arc<Pool>,
    pub(super) steps: Vec<Step>,
    pub(super) urgency: Urgency,
    /// How long the outcome may stay unknown where COMMIT was not answered.
    pub(super) outcome_limit: Duration,
}

impl Commit {
    pub(super) async fn run(self) -> Result<(), CommitError> {
        let mut attempt = 1;
        loop {
            match self.attempt().await {
                Err(Failure::Engine(error)) if attempt < MAX_ATTEMPTS && may_be_repeated(&error) => {
                    tracing::debug!(%error, attempt, "nothing was written; once more");
                }
                Ok(()) => return Ok(()),
                Err(Failure::Refused(error)) => return Err(error),
                Err(Failure::Engine(error)) if error.is_key_retired() => return Err(CommitError::KeyRetired),
                // No line in the log for each: there are many when it comes to this.
                Err(Failure::Engine(ConnectError::TooManyWaiting)) => {
                    return Err(CommitError::Store(StoreError::Unavailable));
                }
                Err(Failure::Engine(error)) => return Err(CommitError::Store(unavailable(&error))),
            }
            sleep(ATTEMPT_PAUSE * attempt).await;
            attempt += 1;
        }
    }

    async fn attempt(&self) -> Result<(), Failure> {
        let mut session = self.pool.take(self.urgency).await?;
        match transaction::write(&mut session, &self.steps).await {
            Ok(id) => self.finish(session, id).await,
            Err(failure) => {
                if !session.reusable {
                    transaction::undo(&mut session).await;
                }
                Err(failure)
            }
        }
    }

    async fn finish(&self, mut session: PooledSession, transaction: i64) -> Result<(), Failure> {
        let error: ConnectError = match timeout(REPLY_LIMIT, session.client().batch_execute("COMMIT")).await {
            Ok(Ok(())) => {
                session.reusable = true;
                return Ok(());
            }
            Ok(Err(error)) => error.into(),
            Err(_) => ConnectError::NoReply(REPLY_LIMIT),
        };
        tracing::warn!(%error, transaction, "nobody said what became of a commit: asking");
        let status = XactStatus::new(self.pool.address(), transaction, &self.steps);
        // The session keeps its place meanwhile, so that no more of these run than there are places.
        match outcome::ask_until_known(status, self.outcome_limit).await {
            Outcome::Committed => Ok(()),
            Outcome::Undone => Err(Failure::Refused(CommitError::Store(StoreError::Unavailable))),
            Outcome::Unknown => {
                tracing::error!(transaction, "what became of a commit cannot be found out");
                Err(Failure::Refused(CommitError::Unknown))
            }
        }
    }
}

/// Where the connection breaks before COMMIT is sent, nothing is written. Afterwards there is an [`Outcome`] instead of an
/// error.
fn may_be_repeated(error: &ConnectError) -> bool {
    error.is_conflict() || error.is_connection_lost()
}
