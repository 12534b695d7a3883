//! A commit: about two round trips, tried again where nothing was done, and found out about where nobody said.

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
/// Times the number of the attempt: those who stood in each other's way do not meet again at once.
const PAUSE: Duration = Duration::from_millis(5);

/// Longer than a cut-off transaction may stay open (`idle_in_transaction_session_timeout`) and than a server needs to
/// start again in the common case.
const OUTCOME_LIMIT: Duration = Duration::from_secs(20);

pub(super) async fn commit(pool: Arc<Pool>, steps: Vec<Step>, urgency: Urgency) -> Result<(), CommitError> {
    let mut attempt = 1;
    loop {
        match attempt_once(&pool, &steps, urgency).await {
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

/// Where the connection breaks before COMMIT is sent, nothing is written; afterwards it is [`outcome`]'s.
fn may_be_repeated(error: &ConnectError) -> bool {
    error.is_of_the_moment() || error.is_of_the_connection()
}

async fn attempt_once(pool: &Arc<Pool>, steps: &[Step], urgency: Urgency) -> Result<(), Failure> {
    let mut session = pool.take(urgency).await?;
    match transaction::write(&mut session, steps).await {
        Ok(id) => finish(session, pool, id, steps).await,
        Err(failure) => {
            if !session.at_rest {
                transaction::undo(&mut session).await;
            }
            Err(failure)
        }
    }
}

async fn finish(mut session: Lease, pool: &Pool, id: i64, steps: &[Step]) -> Result<(), Failure> {
    let error: ConnectError = match timeout(SILENCE, session.client().batch_execute("COMMIT")).await {
        Ok(Ok(())) => {
            session.at_rest = true;
            return Ok(());
        }
        Ok(Err(error)) => error.into(),
        Err(_) => ConnectError::Silent(SILENCE),
    };
    tracing::warn!(%error, transaction = id, "nobody said what became of a commit: asking");
    // The session keeps its place meanwhile, so that no more of these run than there are places.
    match outcome::settle(XactStatus::new(pool.address(), id, steps), OUTCOME_LIMIT).await {
        Outcome::Committed => Ok(()),
        Outcome::Undone => Err(Failure::Refused(CommitError::Store(StoreError::Unavailable))),
        Outcome::Unknown => {
            tracing::error!(transaction = id, "what became of a commit cannot be found out");
            Err(Failure::Refused(CommitError::Unknown))
        }
    }
}
