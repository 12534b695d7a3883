//! What became of a transaction whose COMMIT was sent and not answered.
//!
//! The server tells by its id. But an id is safe only once its transaction is on disk: after a crash of the server the
//! id of a lost one is given to another. So where a commit has a line in the log (and all that touch money have), that
//! line must be there as well, written under that id.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::{address::Address, error::ConnectError, session::Session};
use crate::{cells::Cell, query::Query, step::Step, table::Table, value::Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Committed,
    Undone,
    Unknown,
}

/// Longer than a cut-off transaction may stay open (`idle_in_transaction_session_timeout`) and than a server needs to
/// start again in the common case.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);

pub(super) async fn of(address: &Address, id: &str, steps: &[Step]) -> Outcome {
    timeout(PATIENCE, ask_until_known(address, id, steps)).await.unwrap_or(Outcome::Unknown)
}

async fn ask_until_known(address: &Address, id: &str, steps: &[Step]) -> Outcome {
    loop {
        match ask(address, id, steps).await {
            Ok(Some(outcome)) => return outcome,
            Ok(None) => {}
            Err(error) => tracing::debug!(%error, "what became of a commit is still unknown"),
        }
        sleep(PAUSE).await;
    }
}

/// `None` while it runs, which it may for a moment after its connection is lost.
async fn ask(address: &Address, id: &str, steps: &[Step]) -> Result<Option<Outcome>, ConnectError> {
    let mut session = Session::open(address).await?;
    let status = match status(&mut session, id).await {
        Err(ConnectError::Driver(error)) if is_of_the_future(&error) => return Ok(Some(Outcome::Undone)),
        status => status?,
    };
    match status {
        Status::InProgress => Ok(None),
        Status::Committed if is_logged(&mut session, id, steps).await? => Ok(Some(Outcome::Committed)),
        Status::Committed | Status::Aborted => Ok(Some(Outcome::Undone)),
    }
}

#[derive(Clone, Copy)]
enum Status {
    InProgress,
    Committed,
    Aborted,
}

async fn status(session: &mut Session, id: &str) -> Result<Status, ConnectError> {
    let query = Query {
        sql: "SELECT pg_xact_status($1::text::xid8)",
        values: vec![Value::Text(id.to_owned())],
        read: |row| {
            Ok(match row.cell(0) {
                Cell::Text("in progress") => Some(Status::InProgress),
                Cell::Text("committed") => Some(Status::Committed),
                Cell::Text("aborted") => Some(Status::Aborted),
                _ => None,
            })
        },
    };
    let status = session.ask(&query).await?.into_iter().next().and_then(Result::ok).flatten();
    status.ok_or(ConnectError::Strange("a transaction in an unknown state"))
}

/// The server, started again after a crash, has not come to this id yet: nothing of the transaction is there.
fn is_of_the_future(error: &tokio_postgres::Error) -> bool {
    error.code().is_some_and(|code| *code == tokio_postgres::error::SqlState::INVALID_PARAMETER_VALUE)
}

/// Lines that are looked at: more than are written while somebody waits for an outcome.
const LOGGED: &str = "\
    SELECT COUNT(*) FROM audit_log
    WHERE id > (SELECT MAX(id) FROM audit_log) - 1000000 AND xmin = $5::text::xid
      AND at_ms = $1 AND merchant_id IS NOT DISTINCT FROM $2 AND action = $3 AND subject = $4";

async fn is_logged(session: &mut Session, id: &str, steps: &[Step]) -> Result<bool, ConnectError> {
    let Some(line) = steps.iter().find(|step| step.table == Table::AuditLog) else { return Ok(true) };
    // A row knows the lower half of the id of who wrote it.
    let id: u64 =
        id.parse().map_err(|_| ConnectError::Strange("an id of a transaction that is no number"))?;
    let mut values = line.values.clone();
    values.push(Value::Text((id & u64::from(u32::MAX)).to_string()));
    let query = Query { sql: LOGGED, values, read: |row| Ok(matches!(row.cell(0), Cell::Integer(1..))) };
    Ok(matches!(session.ask(&query).await?.as_slice(), [Ok(true)]))
}
