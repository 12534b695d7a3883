//! After a restart of the server, no session reads anything until one of our commits was acknowledged.
//!
//! With synchronous standbys, a primary that crashed and restarted shows commits that are on its own disk and not yet
//! on any standby. So may a standby that took over. If that server is lost before its standbys have caught up, those
//! commits are lost with it. An acknowledged commit proves that the standbys have everything before it.
//!
//! A session that knows of such a commit holds an advisory lock in shared mode, the mark. These locks are in the
//! server's memory, and none of our sessions is on a server that only follows another. So no mark survives a restart,
//! a crash or a takeover: if there is one, a commit was acknowledged since the server began to take writes. (The
//! server's start time would not tell: a server keeps it if it ends all its processes because one crashed, and
//! recovers.)

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::{Client, SimpleQueryMessage, error::SqlState};

use super::error::ConnectError;

/// How long a caller waits for a commit to be acknowledged. The `lock_timeout` of a session is the same, so that the
/// server also ends the wait of callers that have given up.
const ACKNOWLEDGEMENT_LIMIT: Duration = Duration::from_secs(5);

/// The keys of the locks, two numbers each, mean nothing; the first is the same for all our locks.
const IS_MARKED: &str = "EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 7421 AND objid = 2 AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
const MARK: &str = "SELECT pg_try_advisory_lock_shared(7421, 2)";

/// Makes these commits run one at a time: if no standby answers, a commit waits on the server for ever, even when its
/// client is gone.
const TAKE_TURN: &str = "SELECT pg_advisory_xact_lock(7421, 3)";

/// Gives the transaction an id and writes to the WAL; otherwise its commit would not wait for a standby. It is a
/// message for logical decoding, and leaves nothing in any table.
const WRITE: &str = "SELECT pg_logical_emit_message(true, 'guichet', '')";

/// Takes the mark if there is one, and returns whether there was. Every new session calls this first.
pub(super) async fn is_acknowledged(client: &Client) -> Result<bool, ConnectError> {
    Ok(is_true(&client.simple_query(&format!("{MARK} WHERE {IS_MARKED}")).await?))
}

/// Waits until one commit is acknowledged, by this session or another, and takes the mark.
pub(super) async fn acknowledge(client: &Client) -> Result<(), ConnectError> {
    let commit = format!("BEGIN; {TAKE_TURN}; {WRITE} WHERE NOT {IS_MARKED}; COMMIT; {MARK}");
    let told = within_limit(client.simple_query(&commit)).await?;
    if is_true(&told) {
        Ok(())
    } else {
        Err(ConnectError::Strange("a lock of ours is held by somebody else"))
    }
}

/// Makes everything that this session has read as safe as an acknowledged commit.
pub(super) async fn commit_and_wait(client: &Client) -> Result<(), ConnectError> {
    let commit = format!("BEGIN; {TAKE_TURN}; {WRITE}; COMMIT");
    within_limit(client.batch_execute(&commit)).await
}

async fn within_limit<T>(
    commit: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, ConnectError> {
    let unacknowledged = ConnectError::Unacknowledged(ACKNOWLEDGEMENT_LIMIT);
    match timeout(ACKNOWLEDGEMENT_LIMIT, commit).await {
        Ok(Err(error)) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => Err(unacknowledged),
        Ok(told) => Ok(told?),
        Err(_) => Err(unacknowledged),
    }
}

/// Returns the first column of the last row of an answer, as a boolean.
fn is_true(told: &[SimpleQueryMessage]) -> bool {
    let last = told.iter().rev().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    last.is_some_and(|row| row.get(0) == Some("t"))
}
