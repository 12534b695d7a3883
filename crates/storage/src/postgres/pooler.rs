//! Finds out whether a pooler between the gateway and the server gives one connection's transactions to several sessions.
//!
//! In such a mode (PgBouncer: `pool_mode = transaction` or `statement`) what a connection has set and prepared is another
//! connection's a moment later: limits of time, `synchronous_commit`, statements. Payments then fail by chance, or are
//! acknowledged without being durable. So the gateway does not start behind one.

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::{
    address::Address,
    error::ConnectError,
    session::{STATEMENT_LIMIT, Session},
};

/// How long the question may take. Behind a pooler with one server connection, the first session waits for the second.
const LIMIT: Duration = Duration::from_secs(5);

/// Refuses a pooler that changes the server process under a session. `session` is one that has just been opened.
pub(super) async fn refuse(session: &Session, address: &Address) -> Result<(), ConnectError> {
    let asked = timeout(LIMIT, is_shared(session.client(), address)).await;
    // A pooler with one connection to the server lets the first session wait for the end of the second's transaction.
    let is_shared = asked.unwrap_or(Ok(true))?;
    if is_shared { Err(ConnectError::Pooler) } else { Ok(()) }
}

/// Whether the process of a session changes while another is inside a transaction, or both have the same one.
async fn is_shared(first: &Client, address: &Address) -> Result<bool, ConnectError> {
    let before = process(first, "SELECT pg_backend_pid()").await?;
    let other = Session::open(address, STATEMENT_LIMIT).await?;
    let others = process(other.client(), "BEGIN; SELECT pg_backend_pid()").await?;
    let after = process(first, "SELECT pg_backend_pid()").await?;
    other.client().batch_execute("ROLLBACK").await?;
    Ok(before == others || before != after)
}

/// The simple protocol prepares nothing, and so works behind every pooler.
async fn process(client: &Client, sql: &str) -> Result<String, ConnectError> {
    let messages = client.simple_query(sql).await?;
    let told = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    told.ok_or(ConnectError::Unexpected("it does not tell the process of a session"))
}
