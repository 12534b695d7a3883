//! The files of days. A worker leases the row before it gathers or closes the file, so only one does it at a time.

use gateway::ports::{CommitError, Lease, TransferFile};
use jiff::{Timestamp, civil::Date};

use crate::{
    bind::{day as bound, moment},
    columns::table,
    query::Query,
    step::Step,
    table::Table,
};

table! {
    transfer_files: day, closed, made_ms, transfers, cents
}

pub(super) fn take(day: Date, lease: Lease) -> Step {
    Step::new(
        Table::TransferFiles,
        "INSERT INTO transfer_files (day, closed, made_ms, transfers, cents, leased_until_ms)
         VALUES ($1, 0, $2, 0, 0, $3)
         ON CONFLICT (day) DO UPDATE SET leased_until_ms = excluded.leased_until_ms
         WHERE transfer_files.closed = 0 AND transfer_files.leased_until_ms <= $2",
        vec![bound(day), moment(lease.from), moment(lease.until)],
    )
    .or_fail(CommitError::Stale)
}

/// Extends the lease of a file that is not closed. It locks the row, so that nothing comes into a file that is being closed.
pub(super) fn keep(day: Date, leased_until: Timestamp) -> Step {
    Step::new(
        Table::TransferFiles,
        "UPDATE transfer_files SET leased_until_ms = $1 WHERE day = $2 AND closed = 0",
        vec![moment(leased_until), bound(day)],
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn close(day: Date, at: Timestamp) -> Step {
    Step::new(
        Table::TransferFiles,
        "UPDATE transfer_files
         SET closed = 1, made_ms = $1, leased_until_ms = 0,
             transfers = (SELECT COUNT(*) FROM transfers WHERE file_day = $2),
             cents = (SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM transfers WHERE file_day = $2)
         WHERE day = $2 AND closed = 0",
        vec![moment(at), bound(day)],
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn find(day: Date) -> Query<TransferFile> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM transfer_files WHERE day = $1"),
        values: vec![bound(day)],
        read: |row| {
            let made = row.moment(COLUMN.made_ms)?;
            Ok(TransferFile {
                day: row.day(COLUMN.day)?,
                closed: row.truth(COLUMN.closed)?.then_some(made),
                transfers: row.integer(COLUMN.transfers)?,
                cents: row.integer(COLUMN.cents)?,
            })
        },
    }
}
