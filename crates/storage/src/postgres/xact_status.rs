//! The outcome of a commit by the id of its transaction, which `pg_xact_status` takes, and by a row that it wrote.
//!
//! An id is safe only once its transaction is on disk: after a crash of the server the id of a lost transaction is given
//! to another. So where a step of the commit has a witness (and all commits that touch money have one), the row of that
//! step must be there, written under that id.

use tokio_postgres::error::SqlState;

use super::{
    address::Address,
    error::ConnectError,
    outcome::{CommitOutcome, Outcome},
    restart,
    session::{STATEMENT_LIMIT, Session},
};
use crate::{cells::Cell, query::Query, step::Step, value::Value};

pub(super) struct XactStatus<'a> {
    address: &'a Address,
    transaction: i64,
    steps: &'a [Step],
    /// Kept between two questions for as long as it is good.
    session: Option<Session>,
}

impl<'a> XactStatus<'a> {
    pub(super) fn new(address: &'a Address, transaction: i64, steps: &'a [Step]) -> Self {
        Self { address, transaction, steps, session: None }
    }

    async fn witnessed(&self, session: &mut Session) -> Result<bool, ConnectError> {
        let witness = self.steps.iter().find_map(|step| Some((step.witness?, &step.values)));
        let Some((witness, values)) = witness else { return Ok(true) };
        Ok(matches!(session.ask(&witness(values, self.transaction)).await?.as_slice(), [Ok(true)]))
    }
}

impl CommitOutcome for XactStatus<'_> {
    async fn ask(&mut self) -> Result<Option<Outcome>, ConnectError> {
        let mut session = match self.session.take().filter(Session::is_usable) {
            Some(session) => session,
            None => Session::open(self.address, STATEMENT_LIMIT).await?,
        };
        let outcome = match status(&mut session, self.transaction).await? {
            Status::InProgress => None,
            Status::Committed if self.witnessed(&mut session).await? => {
                // An administrator may have ended its wait for a standby.
                restart::commit_and_wait(session.client()).await?;
                Some(Outcome::Committed)
            }
            Status::Committed | Status::Aborted | Status::NotYetBegun => Some(Outcome::Undone),
        };
        self.session = Some(session);
        Ok(outcome)
    }
}

#[derive(Clone, Copy)]
enum Status {
    InProgress,
    Committed,
    Aborted,
    /// The server, started again after a crash, has not come to this id yet: nothing of the transaction is there.
    NotYetBegun,
}

/// A transaction that waits for a synchronous standby is committed to `pg_xact_status` of PostgreSQL 14.0 to 14.4, while
/// nobody sees its rows. Hence the second question, which every version answers alike.
const STATUS: &str = "\
    SELECT pg_xact_status($1::bigint::text::xid8),
           pg_visible_in_snapshot($1::bigint::text::xid8, pg_current_snapshot())::text";

async fn status(session: &mut Session, transaction: i64) -> Result<Status, ConnectError> {
    let query = Query {
        sql: STATUS,
        values: vec![Value::Integer(transaction)],
        read: |row| {
            Ok(match (row.cell(0), row.cell(1)) {
                (Cell::Text("in progress"), _) | (_, Cell::Text("false")) => Some(Status::InProgress),
                (Cell::Text("committed"), Cell::Text("true")) => Some(Status::Committed),
                (Cell::Text("aborted"), Cell::Text("true")) => Some(Status::Aborted),
                _ => None,
            })
        },
    };
    match session.ask(&query).await {
        Ok(rows) => {
            let status = rows.into_iter().next().and_then(Result::ok).flatten();
            status.ok_or(ConnectError::Unexpected("a transaction in an unknown state"))
        }
        Err(ConnectError::Driver(error)) if error.code() == Some(&SqlState::INVALID_PARAMETER_VALUE) => {
            Ok(Status::NotYetBegun)
        }
        Err(error) => Err(error),
    }
}
