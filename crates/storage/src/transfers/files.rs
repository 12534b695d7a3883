//! The files of days. A worker leases the row before it gathers or closes the file, so only one does it at a time.

use gateway::ports::{Closing, CommitError, Lease, TransferFile};
use jiff::{Timestamp, civil::Date};

use super::rows;
use crate::{
    bind::{count, day as bound, moment},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
};

table! {
    transfer_files: day, closed, made_ms, transfers, cents, executes, exported_ms
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

/// Closes a file, and counts in a second statement. The first one waits for a commit that still puts transfers into the file, and in
/// PostgreSQL a statement that has waited does not see what was committed meanwhile in other tables.
pub(super) fn close(day: Date, executes: Date, at: Timestamp) -> [Step; 3] {
    let close = Step::new(
        Table::TransferFiles,
        "UPDATE transfer_files SET closed = 1, made_ms = $1, executes = $2, leased_until_ms = 0 WHERE day = $3 AND closed = 0",
        vec![moment(at), bound(executes), bound(day)],
    )
    .or_fail(CommitError::Stale);
    let count = Step::new(
        Table::TransferFiles,
        "UPDATE transfer_files
         SET transfers = (SELECT COUNT(*) FROM transfers WHERE file_day = $1),
             cents = (SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM transfers WHERE file_day = $1)
         WHERE day = $1",
        vec![bound(day)],
    );
    [close, count, rows::settle_later(day, executes)]
}

pub(super) fn export(day: Date, at: Timestamp) -> Step {
    Step::new(
        Table::TransferFiles,
        "UPDATE transfer_files SET exported_ms = $1 WHERE day = $2 AND closed = 1 AND exported_ms IS NULL",
        vec![moment(at), bound(day)],
    )
}

pub(super) fn find(day: Date) -> Query<TransferFile> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM transfer_files WHERE day = $1"),
        values: vec![bound(day)],
        read,
    }
}

pub(super) fn newest(most: usize) -> Query<TransferFile> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM transfer_files ORDER BY day DESC LIMIT $1"),
        values: vec![count(most)],
        read,
    }
}

/// Reads all files, of which there is one a day.
pub(super) fn not_exported(before: Date, most: usize) -> Query<TransferFile> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM transfer_files
              WHERE exported_ms IS NULL AND closed = 1 AND transfers > 0 AND executes < $1
              ORDER BY day LIMIT $2"
        ),
        values: vec![bound(before), count(most)],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<TransferFile, Impossible> {
    let closed = row.truth(COLUMN.closed)?;
    let closing = || Ok(Closing { at: row.moment(COLUMN.made_ms)?, executes: row.day(COLUMN.executes)? });
    Ok(TransferFile {
        day: row.day(COLUMN.day)?,
        closed: closed.then(closing).transpose()?,
        exported: row.maybe_moment(COLUMN.exported_ms)?,
        transfers: row.integer(COLUMN.transfers)?,
        cents: row.integer(COLUMN.cents)?,
    })
}
