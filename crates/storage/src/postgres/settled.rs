//! Waits for the transactions that ran at the time of a query.
//!
//! PostgreSQL gives an id of a table to a transaction that may commit later than others with higher ids. All that is asked goes over
//! one connection, so that it is one server that answers, and not another one after a failover.

use std::time::Duration;

use tokio::time::sleep;

use super::{error::ConnectError, session::Session};
use crate::{cells::Cell, error::Impossible, query::Query};

/// The pause between two looks at the transactions that run.
const PAUSE: Duration = Duration::from_millis(20);
/// The number of looks: about a second. A transaction that runs for longer is waited for in the next round.
const LOOKS: u32 = 50;

/// Returns the first row of a query once every transaction that ran at its time has ended. `None` where there is no row, or where one
/// runs for too long.
pub(super) async fn ask<T>(
    session: &mut Session,
    query: &Query<T>,
) -> Result<Option<Result<T, Impossible>>, ConnectError> {
    let Some(row) = session.ask(query).await?.into_iter().next() else { return Ok(None) };
    let ended_below =
        transaction(session, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").await?;
    for _ in 0..LOOKS {
        let oldest =
            transaction(session, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint").await?;
        if oldest >= ended_below {
            return Ok(Some(row));
        }
        sleep(PAUSE).await;
    }
    Ok(None)
}

async fn transaction(session: &mut Session, sql: &'static str) -> Result<i64, ConnectError> {
    let read =
        |row: &dyn crate::cells::Cells| Ok(if let Cell::Integer(id) = row.cell(0) { Some(id) } else { None });
    let id = session.ask(&Query { sql, values: Vec::new(), read }).await?.into_iter().next();
    id.and_then(Result::ok)
        .flatten()
        .ok_or(ConnectError::Unexpected("it does not tell which transactions run"))
}
