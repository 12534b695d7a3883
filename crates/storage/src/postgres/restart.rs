//! A server that was started again shows nothing until a commit of ours was acknowledged on it.
//!
//! With synchronous standbys, a primary that crashed and came back shows commits that it had on its own disk and no
//! standby has yet; so may a standby that took over. Should that server be lost before its standbys have caught up, those
//! commits are lost with it. An acknowledged commit proves that the standbys have everything that is before it.
//!
//! A session holds an advisory lock in shared mode, the mark, from when it knows of such a commit. These locks lie in the
//! server's memory, and no session of ours is on a server that only follows another. So no restart, crash or takeover
//! leaves a mark: where there is one, a commit was acknowledged since the server began to take writes. (Its start time
//! would not tell: a server that ends all its processes because one of them crashed, and recovers, keeps it.)

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::{Client, SimpleQueryMessage, error::SqlState};

use super::error::ConnectError;

/// How long a caller waits for a commit to be acknowledged. A session's `lock_timeout` is as long: the server lets go of
/// those who have given up while they waited for their turn.
const ACKNOWLEDGEMENT_LIMIT: Duration = Duration::from_secs(5);

/// The keys of the locks, of two numbers each, mean nothing; the first is that of every lock of ours.
const IS_MARKED: &str = "EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 7421 AND objid = 2 AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
const MARK: &str = "SELECT pg_try_advisory_lock_shared(7421, 2)";

/// One at a time: where no standby answers, a commit waits on the server for ever, also when its client is gone.
const TAKE_TURN: &str = "SELECT pg_advisory_xact_lock(7421, 3)";

/// Gives the transaction an id and writes to the WAL, without which no commit waits for a standby. It is a message for
/// logical decoding, and leaves nothing in any table.
const WRITE: &str = "SELECT pg_logical_emit_message(true, 'guichet', '')";

/// Takes the mark where there is one. Every new session asks this before anything else.
pub(super) async fn is_acknowledged(client: &Client) -> Result<bool, ConnectError> {
    Ok(is_true(&client.simple_query(&format!("{MARK} WHERE {IS_MARKED}")).await?))
}

/// Waits for one commit to be acknowledged, whoever makes it, and takes the mark.
pub(super) async fn acknowledge(client: &Client) -> Result<(), ConnectError> {
    let commit = format!("BEGIN; {TAKE_TURN}; {WRITE} WHERE NOT {IS_MARKED}; COMMIT; {MARK}");
    let told = within_limit(client.simple_query(&commit)).await?;
    if is_true(&told) {
        Ok(())
    } else {
        Err(ConnectError::Strange("a lock of ours is held by somebody else"))
    }
}

/// When it returns, everything that this session has seen is as safe as a commit that was acknowledged.
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

/// What the last row of an answer says in its first column.
fn is_true(told: &[SimpleQueryMessage]) -> bool {
    let last = told.iter().rev().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    last.is_some_and(|row| row.get(0) == Some("t"))
}
