//! One statement of a commit, bound and ready, and what it means when it changes no row.

use gateway::ports::CommitError;
use rusqlite::{Connection, Row, params_from_iter, types::Value};

pub(crate) struct Step {
    sql: &'static str,
    values: Vec<Value>,
    unchanged: Unchanged,
}

/// What it means that a statement changed no row.
enum Unchanged {
    Fine,
    Fails(CommitError),
    /// A question tells: it is judged by its first row, if there is one.
    Ask {
        sql: &'static str,
        values: Vec<Value>,
        judge: Judge,
    },
}

type Judge = fn(Option<&Row<'_>>) -> rusqlite::Result<Result<(), CommitError>>;

impl Step {
    pub(crate) fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self { sql, values, unchanged: Unchanged::Fine }
    }

    pub(crate) fn or_fail(self, error: CommitError) -> Self {
        Self { unchanged: Unchanged::Fails(error), ..self }
    }

    pub(crate) fn or_ask(self, sql: &'static str, values: Vec<Value>, judge: Judge) -> Self {
        Self { unchanged: Unchanged::Ask { sql, values, judge }, ..self }
    }

    /// The outer error is the engine's, the inner one the caller's.
    pub(crate) fn run(self, connection: &Connection) -> rusqlite::Result<Result<(), CommitError>> {
        let changed = connection.prepare_cached(self.sql)?.execute(params_from_iter(self.values))?;
        match self.unchanged {
            _ if changed > 0 => Ok(Ok(())),
            Unchanged::Fine => Ok(Ok(())),
            Unchanged::Fails(error) => Ok(Err(error)),
            Unchanged::Ask { sql, values, judge } => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(params_from_iter(values))?;
                judge(rows.next()?)
            }
        }
    }
}
