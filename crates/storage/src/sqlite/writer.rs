//! Group commit: one thread writes, and one flush to disk serves all callers that wait.
//!
//! Under load the flush is the most expensive part of a commit. While one runs, other commits queue up, and the next
//! transaction takes them all. If the last flush served several callers, the writer waits [`GATHER`] for more before
//! the next one; a caller alone never waits. Nobody is answered before the flush.

use std::{thread, time::Duration};

use gateway::ports::{CommitError, StoreError};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::transaction;
use crate::step::Step;

/// The most callers that one flush serves.
const MAX_COMMITS_AT_ONCE: usize = 128;
/// How long a flush waits for more callers if the last one served several.
const GATHER: Duration = Duration::from_millis(1);
/// The most callers that may wait; see [`Writer::commit`].
const QUEUE: usize = 4_096;

struct Commit {
    steps: Vec<Step>,
    answer: oneshot::Sender<Result<(), CommitError>>,
}

/// The writer thread. Once this is dropped, the thread ends after the last commit.
pub(super) struct Writer(mpsc::Sender<Commit>);

impl Writer {
    pub(super) fn start(connection: Connection) -> Self {
        let (sender, mut queue) = mpsc::channel(QUEUE);
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run_writer(&connection, &mut queue))
            .expect("a process can start a thread");
        Self(sender)
    }

    /// Queues a commit and waits for its outcome. If the queue is full, a commit that may be shed is refused, and any
    /// other waits for a place: an answer that a bank has given must not be lost because the queue is full.
    pub(super) async fn commit(&self, steps: Vec<Step>, may_be_shed: bool) -> Result<(), CommitError> {
        let (answer, outcome) = oneshot::channel();
        let commit = Commit { steps, answer };
        if may_be_shed {
            self.0.try_send(commit).map_err(|_| unavailable_now())?;
        } else {
            self.0.send(commit).await.map_err(|_| unavailable_now())?;
        }
        outcome.await.map_err(|_| unavailable_now())?
    }
}

fn unavailable_now() -> CommitError {
    CommitError::Store(StoreError::Unavailable)
}

fn run_writer(connection: &Connection, queue: &mut mpsc::Receiver<Commit>) {
    let mut waiting = Vec::with_capacity(MAX_COMMITS_AT_ONCE);
    let mut crowded = false;
    let mut has_failed = false;
    while queue.blocking_recv_many(&mut waiting, MAX_COMMITS_AT_ONCE) > 0 {
        if crowded && waiting.len() < MAX_COMMITS_AT_ONCE {
            thread::sleep(GATHER);
            let late = std::iter::from_fn(|| queue.try_recv().ok());
            waiting.extend(late.take(MAX_COMMITS_AT_ONCE - waiting.len()));
        }
        crowded = waiting.len() > 1;
        write(connection, &mut waiting, &mut has_failed);
    }
}

/// Writes the waiting commits and answers them. The commit of a caller that has gone away is written as well. `has_failed` is
/// whether the last commits that wrote something could not be written.
fn write(connection: &Connection, waiting: &mut Vec<Commit>, has_failed: &mut bool) {
    let (commits, answers): (Vec<_>, Vec<_>) =
        waiting.drain(..).map(|commit| (commit.steps, commit.answer)).unzip();
    let only_asks = commits.iter().all(Vec::is_empty);
    let outcomes = if only_asks && *has_failed {
        let outcome = transaction::try_out(connection);
        *has_failed = outcome.is_err();
        vec![outcome; commits.len()]
    } else {
        transaction::write(connection, &commits)
    };
    if !only_asks {
        *has_failed = outcomes.iter().any(|outcome| matches!(outcome, Err(CommitError::Store(_))));
    }
    for (answer, outcome) in answers.into_iter().zip(outcomes) {
        let _ = answer.send(outcome);
    }
}
