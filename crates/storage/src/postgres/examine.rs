//! The examination of a server for `guichet doctor`.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    clock::DatabaseClock,
    error::ConnectError,
    migrate,
    pool::{Pool, Urgency},
    privileges,
};
use gateway::ports::Clock as _;

pub struct Examination {
    pub version: String,
    /// How many migrations the next start brings.
    pub to_come: usize,
    /// The names and values of settings that must be on, or a commit that was acknowledged may be lost.
    pub durability: Vec<(&'static str, String)>,
    pub is_local: bool,
    pub is_encrypted: bool,
    pub now: Timestamp,
}

pub(super) async fn examine(pool: &Arc<Pool>) -> Result<Examination, ConnectError> {
    let mut session = pool.take(Urgency::High).await?;
    let to_come = migrate::check(&session).await?;
    privileges::check(&session, to_come).await?;
    let settings = "SELECT current_setting('server_version'), current_setting('fsync'),
            current_setting('full_page_writes'), current_setting('synchronous_commit'),
            COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)";
    let row = session.client().query_one(settings, &[]).await?;
    let now = DatabaseClock::read(&mut session).await?.now();
    Ok(Examination {
        version: row.get(0),
        to_come,
        durability: vec![
            ("fsync", row.get(1)),
            ("full_page_writes", row.get(2)),
            ("synchronous_commit", row.get(3)),
        ],
        is_local: pool.address().is_local(),
        is_encrypted: row.get(4),
        now,
    })
}
