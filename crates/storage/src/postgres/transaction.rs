//! One transaction: all its statements are sent at once, and then their replies are judged in order.

use std::{future::poll_fn, pin::Pin, task::Poll};

use futures_util::future::{BoxFuture, FutureExt as _, MaybeDone, maybe_done};
use gateway::ports::{CommitError, StoreError};
use tokio::time::timeout;
use tokio_postgres::Statement;

use super::{
    error::ConnectError,
    session::{REPLY_LIMIT, Session},
};
use crate::{
    cells::Cells,
    step::{Step, Unchanged},
    value::Value,
};

/// Why a transaction cannot be committed.
pub(super) enum Failure {
    /// A step found that it may not be done; this is the answer to the caller.
    Refused(CommitError),
    Engine(ConnectError),
}

impl<E: Into<ConnectError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Engine(error.into())
    }
}

const CURRENT_ID: &str = "SELECT pg_current_xact_id()::text::bigint";
const LOCK: &str = "SELECT pg_advisory_xact_lock($1)";

/// Before and after a step that is to be brief: it goes by indexes alone, and neither it nor its wait for the lock takes long. The limit of
/// the session is put back for the rest of the transaction.
pub(super) const BRIEFLY: &str =
    "SELECT set_config('guichet.statement_timeout', current_setting('statement_timeout'), true),
    set_config('statement_timeout', '3s', true), set_config('enable_seqscan', 'off', true)";
const AS_BEFORE: &str =
    "SELECT set_config('statement_timeout', current_setting('guichet.statement_timeout'), true)";

/// Begins a transaction and runs the steps, but does not commit. Answers the transaction's id where it may be committed.
/// The session is in the middle of the transaction then.
pub(super) async fn write(session: &mut Session, steps: &[Step]) -> Result<i64, Failure> {
    let written = timeout(REPLY_LIMIT, begin_and_run(session, steps)).await;
    written.unwrap_or(Err(Failure::Engine(ConnectError::NoReply(REPLY_LIMIT))))
}

async fn begin_and_run(session: &mut Session, steps: &[Step]) -> Result<i64, Failure> {
    let id = session.prepare(CURRENT_ID).await?;
    let mut statements = Vec::with_capacity(steps.len());
    for step in steps {
        if step.brief {
            statements.push((session.prepare(BRIEFLY).await?, Vec::new(), None));
        }
        if let Some(number) = &step.alone {
            statements.push((session.prepare(LOCK).await?, vec![Value::Integer(*number)], None));
        }
        statements.push((session.prepare(step.sql).await?, Vec::new(), Some(step)));
        if step.brief {
            statements.push((session.prepare(AS_BEFORE).await?, Vec::new(), None));
        }
    }
    session.reusable = false;
    let replies = send(session, &id, &statements).await;
    let judged = statements.iter().map(|(_, _, step)| *step);
    // The first two replies are of BEGIN and of the id.
    judge_all(session, replies, [None, None].into_iter().chain(judged)).await
}

/// Judges in order up to the first that failed in the engine: what comes after it was not run, and nothing can be asked.
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
        (None, None) => Err(Failure::Engine(ConnectError::Unexpected("a transaction without an id"))),
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

/// Awaits all. The driver sends a statement when its future is polled for the first time, and so in the order given here;
/// the server runs them in that order.
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

/// Rolls the transaction back. A session that cannot even do this is not used again, and the server ends the transaction
/// with the connection.
pub(super) async fn undo(session: &mut Session) {
    let undone = timeout(REPLY_LIMIT, session.client().batch_execute("ROLLBACK")).await;
    session.reusable = matches!(undone, Ok(Ok(())));
}
