//! One transaction: all statements are sent at once, and their results are then judged in order.

use std::{future::poll_fn, pin::Pin, task::Poll};

use futures_util::future::{BoxFuture, FutureExt as _, MaybeDone, maybe_done};
use gateway::ports::{CommitError, StoreError};
use tokio::time::timeout;
use tokio_postgres::Statement;

use super::{
    error::ConnectError,
    session::{SILENCE, Session},
};
use crate::{
    cells::Cells,
    step::{Step, Unchanged},
    value::Value,
};

/// Why a transaction cannot be committed.
pub(super) enum Failure {
    /// A step failed: this error is the caller's.
    Refused(CommitError),
    Engine(ConnectError),
}

impl<E: Into<ConnectError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Engine(error.into())
    }
}

const ID: &str = "SELECT pg_current_xact_id()::text::bigint";
const ALONE: &str = "SELECT pg_advisory_xact_lock($1)";

/// Begins a transaction and runs the steps. The transaction is still open when it returns, and the session is not at
/// rest. Returns the id of the transaction if it may be committed.
pub(super) async fn write(session: &mut Session, steps: &[Step]) -> Result<i64, Failure> {
    let silent = || Failure::Engine(ConnectError::Silent(SILENCE));
    timeout(SILENCE, write_at_leisure(session, steps)).await.map_err(|_| silent())?
}

async fn write_at_leisure(session: &mut Session, steps: &[Step]) -> Result<i64, Failure> {
    let id = session.prepare(ID).await?;
    let mut statements = Vec::with_capacity(steps.len());
    for step in steps {
        if let Some(number) = &step.alone {
            statements.push((session.prepare(ALONE).await?, vec![Value::Integer(*number)], None));
        }
        statements.push((session.prepare(step.sql).await?, Vec::new(), Some(step)));
    }
    session.at_rest = false;
    let replies = send(session, &id, &statements).await;
    let judged = statements.iter().map(|(_, _, step)| *step);
    // The first two replies are of BEGIN and of the id.
    judge_all(session, replies, [None, None].into_iter().chain(judged)).await
}

/// Judges the replies in order, up to the first failure of the engine: the statements after it were not run, and no
/// query can be asked.
async fn judge_all<'a>(
    session: &mut Session,
    replies: Vec<Result<Reply, tokio_postgres::Error>>,
    steps: impl Iterator<Item = Option<&'a Step>>,
) -> Result<i64, Failure> {
    let (mut id, mut failed) = (None, None);
    let run: Vec<Reply> =
        replies.into_iter().map_while(|reply| reply.map_err(|error| failed = Some(error)).ok()).collect();
    for (reply, step) in run.into_iter().zip(steps) {
        match (reply, step.map(|step| &step.unchanged)) {
            (Reply::Id(number), _) => id = Some(number),
            (Reply::Changed(0), Some(Unchanged::Ask { .. })) if failed.is_some() => break,
            (Reply::Changed(0), Some(unchanged)) => judge(session, unchanged).await?,
            (Reply::Begun | Reply::Changed(_), _) => {}
        }
    }
    match (failed, id) {
        (Some(error), _) => Err(error.into()),
        (None, Some(id)) => Ok(id),
        (None, None) => Err(Failure::Engine(ConnectError::Strange("a transaction without an id"))),
    }
}

enum Reply {
    Begun,
    Id(i64),
    Changed(u64),
}

type Bound<'a> = (Statement, Vec<Value>, Option<&'a Step>);

async fn send(
    session: &Session,
    id: &Statement,
    statements: &[Bound<'_>],
) -> Vec<Result<Reply, tokio_postgres::Error>> {
    let client = session.client();
    let mut sent: Vec<BoxFuture<'_, _>> = Vec::with_capacity(statements.len() + 2);
    sent.push(client.batch_execute("BEGIN").map(|begun| begun.map(|()| Reply::Begun)).boxed());
    sent.push(client.query_one(id, &[]).map(|row| row.map(|row| Reply::Id(row.get(0)))).boxed());
    for (statement, own, step) in statements {
        let values = step.map_or(own, |step| &step.values);
        sent.push(client.execute_raw(statement, values).map(|changed| changed.map(Reply::Changed)).boxed());
    }
    in_order(sent).await
}

/// Runs the futures so that their statements are sent in the order given: the driver sends a statement when its
/// future is first polled, and the server runs them in that order.
async fn in_order<F: Future + Unpin>(futures: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<MaybeDone<F>> = futures.into_iter().map(maybe_done).collect();
    poll_fn(|context| {
        let mut done = true;
        for one in &mut all {
            done &= Pin::new(one).poll(context).is_ready();
        }
        if done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    all.iter_mut().filter_map(|one| Pin::new(one).take_output()).collect()
}

async fn judge(session: &mut Session, unchanged: &Unchanged) -> Result<(), Failure> {
    match unchanged {
        Unchanged::Fine => Ok(()),
        Unchanged::Fails(error) => Err(Failure::Refused(error.clone())),
        Unchanged::Ask { sql, values, judge } => {
            let rows = session.rows(sql, values).await?;
            let judged = judge(rows.first().map(|row| row as &dyn Cells));
            judged
                .unwrap_or_else(|error| Err(CommitError::Store(StoreError::from(error))))
                .map_err(Failure::Refused)
        }
    }
}

/// Rolls back. If even this fails, the session does not return to the pool, and the server ends the transaction with
/// the connection.
pub(super) async fn undo(session: &mut Session) {
    let undone = timeout(SILENCE, session.client().batch_execute("ROLLBACK")).await;
    session.at_rest = matches!(undone, Ok(Ok(())));
}
