//! Decides what goes wrong between a store and its engine.

use std::fmt;

use gateway::ports::{CommitError, StoreError};

use super::alterations::Alteration;
use crate::{
    step::{Step, Unchanged},
    value::Value,
};

/// Decides for each read and each commit of a store whether it goes wrong, and how. The defaults let nothing go wrong.
pub trait Faults: Send + Sync + 'static {
    /// Lets other tasks run first, so that what was read becomes stale, or a commit is slow. A task that is dropped
    /// during the pause has crashed at that moment.
    fn pause(&self, _: Moment) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Returns why a read fails, or `None` if it does not.
    fn read(&self) -> Option<StoreError> {
        None
    }

    /// Returns what goes wrong with a commit, or `None` if nothing does.
    fn commit(&self, _: &Commit<'_>) -> Option<CommitFault> {
        None
    }

    /// Is called when the engine could not do a read, or could not read one of its rows.
    fn read_failed(&self, _: StoreError) {}

    /// Is called with the result of a commit that the engine ran.
    fn committed(&self, _: &Result<(), CommitError>) {}

    /// Returns how the text of statements is altered before the engine runs them.
    fn alterations(&self) -> &[Alteration] {
        &[]
    }
}

/// The moment of a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    BeforeRead,
    AfterRead,
    BeforeCommit,
    AfterCommit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommitFault {
    /// Nothing is written, and the store returns this error: `Unavailable`, or `Stale` for a commit that [may
    /// be](Commit::may_be_stale).
    Refused(CommitError),
    /// The commit runs, and the store returns this error even if it was written.
    AnswerLost(CommitError),
    /// Nothing is written, and the store reports success. A planted fault: no engine does this.
    Forgotten,
    /// Each statement is a commit of its own, up to the first that fails. A planted fault: no engine does this.
    InPieces,
}

/// A commit that is about to run. Its `Display` is one line for a trace, with the bound values.
pub struct Commit<'a> {
    pub(super) steps: &'a [Step],
}

impl Commit<'_> {
    /// Returns whether it has a guard that fails as [`CommitError::Stale`].
    pub fn may_be_stale(&self) -> bool {
        let fails = |step: &Step| matches!(step.unchanged, Unchanged::Fails(CommitError::Stale));
        self.steps.iter().any(fails)
    }

    /// Returns whether it updates rows of the table.
    pub fn updates(&self, table: &str) -> bool {
        self.steps.iter().any(|step| step.sql.split_whitespace().take(2).eq(["UPDATE", table]))
    }
}

impl fmt::Display for Commit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "; " })?;
            // INSERT INTO and DELETE FROM a table, UPDATE a table.
            let words = if step.sql.starts_with("UPDATE") { 2 } else { 3 };
            for word in step.sql.split_whitespace().take(words) {
                write!(f, "{word} ")?;
            }
            write_values(f, &step.values)?;
        }
        Ok(())
    }
}

fn write_values(f: &mut fmt::Formatter<'_>, values: &[Value]) -> fmt::Result {
    const LONGEST: usize = 60;
    for (index, value) in values.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        match value {
            Value::Null => f.write_str("NULL")?,
            Value::Integer(number) => write!(f, "{number}")?,
            Value::Text(text) => write!(f, "{text:.LONGEST$}")?,
            Value::Blob(bytes) => write!(f, "{} bytes", bytes.len())?,
        }
    }
    Ok(())
}
