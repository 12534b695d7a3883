//! Group commit: one thread writes, and one flush to disk serves all who wait.
//!
//! Under load the flush is the dearest part of a commit. While one runs, others queue up; the next transaction
//! takes them all. Where the last flush served several, the next waits [`GATHER`] for more, because there are more;
//! a caller alone never waits, and commits on its own thread: waking another one costs more than it saves. Each caller's steps stand in a savepoint of their own, so that a stale or conflicting
//! write fails alone. Nobody is answered before the flush.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use gateway::ports::{CommitError, StoreError};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::{error::unavailable, step::Step};

/// Callers served by one flush.
const MOST_AT_ONCE: usize = 128;
/// How long a flush waits for company where there is some.
const GATHER: Duration = Duration::from_millis(1);
/// Callers that may wait; more are turned away at once, with nothing done.
const QUEUE: usize = 4_096;

struct Commit {
    steps: Vec<Step>,
    answer: oneshot::Sender<Result<(), CommitError>>,
}

/// The thread ends, after the last commit, when this is dropped.
pub(super) struct Writer {
    queue: mpsc::Sender<Commit>,
    connection: Arc<Mutex<Connection>>,
    /// Callers that commit now.
    inside: AtomicUsize,
    /// Whether a thread that commits leaves another one to serve requests meanwhile.
    has_company: bool,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Self {
        let connection = Arc::new(Mutex::new(connection));
        let (sender, mut queue) = mpsc::channel(QUEUE);
        let shared = Arc::clone(&connection);
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run_writer(&shared, &mut queue))
            .expect("a process can start a thread");
        let has_company = thread::available_parallelism().is_ok_and(|threads| threads.get() > 1);
        Self { queue: sender, connection, inside: AtomicUsize::new(0), has_company }
    }

    pub(super) async fn commit(&self, steps: Vec<Step>) -> Result<(), CommitError> {
        let _inside = Inside::enter(&self.inside);
        let alone = self.has_company && self.inside.load(Ordering::Relaxed) == 1;
        if alone && let Ok(connection) = self.connection.try_lock() {
            return commit_alone(&connection, steps);
        }
        let (answer, outcome) = oneshot::channel();
        let down = |_| CommitError::Store(StoreError::Unavailable);
        self.queue
            .try_send(Commit { steps, answer })
            .map_err(|_| CommitError::Store(StoreError::Unavailable))?;
        outcome.await.map_err(down)?
    }
}

/// Counts a caller in, and out whichever way it leaves.
struct Inside<'a>(&'a AtomicUsize);

impl<'a> Inside<'a> {
    fn enter(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn commit_alone(connection: &Connection, steps: Vec<Step>) -> Result<(), CommitError> {
    let (answer, mut outcome) = oneshot::channel();
    write(connection, &mut vec![Commit { steps, answer }]);
    outcome.try_recv().unwrap_or(Err(CommitError::Store(StoreError::Unavailable)))
}

fn run_writer(connection: &Mutex<Connection>, queue: &mut mpsc::Receiver<Commit>) {
    let mut waiting = Vec::with_capacity(MOST_AT_ONCE);
    let mut crowded = false;
    while queue.blocking_recv_many(&mut waiting, MOST_AT_ONCE) > 0 {
        if crowded && waiting.len() < MOST_AT_ONCE {
            thread::sleep(GATHER);
            let late = std::iter::from_fn(|| queue.try_recv().ok());
            waiting.extend(late.take(MOST_AT_ONCE - waiting.len()));
        }
        crowded = waiting.len() > 1;
        write(&connection.lock().unwrap_or_else(PoisonError::into_inner), &mut waiting);
    }
}

fn write(connection: &Connection, waiting: &mut Vec<Commit>) {
    let mut outcomes = Vec::with_capacity(waiting.len());
    let whole = write_all(connection, waiting, &mut outcomes);
    if let Err(error) = &whole {
        let _ = unavailable(error);
        // The connection must not stay inside a transaction; where there is none, this says so and is ignored.
        let _ = connection.execute_batch("ROLLBACK");
    }
    for (answer, outcome) in outcomes {
        let outcome = if whole.is_ok() { outcome } else { Err(CommitError::Store(StoreError::Unavailable)) };
        // A caller that has gone away has still been served.
        let _ = answer.send(outcome);
    }
    // Those whose turn never came are told by the closing of their channel.
    waiting.clear();
}

type Outcome = (oneshot::Sender<Result<(), CommitError>>, Result<(), CommitError>);

fn write_all(
    connection: &Connection,
    waiting: &mut Vec<Commit>,
    outcomes: &mut Vec<Outcome>,
) -> rusqlite::Result<()> {
    run(connection, "BEGIN IMMEDIATE")?;
    for commit in waiting.drain(..) {
        run(connection, "SAVEPOINT caller")?;
        let outcome = write_one(connection, commit.steps);
        if !matches!(outcome, Ok(Ok(()))) {
            run(connection, "ROLLBACK TO caller")?;
        }
        run(connection, "RELEASE caller")?;
        outcomes.push((commit.answer, outcome?));
    }
    run(connection, "COMMIT")
}

fn write_one(connection: &Connection, steps: Vec<Step>) -> rusqlite::Result<Result<(), CommitError>> {
    for step in steps {
        if let Err(error) = step.run(connection)? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

fn run(connection: &Connection, sql: &'static str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
