//! One statement of a commit with its values, and what it means if the statement changes no row.

use gateway::ports::CommitError;

use crate::{cells::Cells, error::Impossible, query::Query, table::Table, value::Value};

pub(crate) struct Step {
    /// The table that is written. It decides where in the commit the step runs.
    pub(crate) table: Table,
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value>,
    pub(crate) unchanged: Unchanged,
    /// A lock number: commits with a step of the same number run one after the other. SQLite runs all commits so
    /// anyway.
    pub(crate) alone: Option<i64>,
    /// Many wait for the lock of this step. PostgreSQL plans the step by indexes alone, whatever its statistics say of the tables, and
    /// gives the lock and the step three seconds each. SQLite always goes by the index.
    pub(crate) brief: bool,
    /// The step begins something that nobody waits for yet: an overloaded store may refuse its commit.
    pub(crate) begins: bool,
    /// Makes the query that tells whether a transaction has written this step's row.
    pub(crate) witness: Option<Witness>,
}

/// Takes the values of a step and the id of a PostgreSQL transaction (64 bits), and makes the query that tells
/// whether that transaction wrote the step's row. The row proves that the whole commit was kept. The id alone does
/// not, because a server that crashed gives the ids of lost transactions to others. Only the PostgreSQL engine uses
/// it.
pub(crate) type Witness = fn(values: &[Value], transaction: i64) -> Query<bool>;

/// What it means if a statement changes no row.
pub(crate) enum Unchanged {
    Fine,
    Fails(CommitError),
    /// A query decides, by its first row or by the lack of one.
    Ask {
        sql: &'static str,
        values: Vec<Value>,
        judge: Judge,
    },
}

pub(crate) type Judge = fn(Option<&dyn Cells>) -> Result<Result<(), CommitError>, Impossible>;

impl Step {
    pub(crate) fn new(table: Table, sql: &'static str, values: Vec<Value>) -> Self {
        Self {
            table,
            sql,
            values,
            unchanged: Unchanged::Fine,
            alone: None,
            brief: false,
            begins: false,
            witness: None,
        }
    }

    pub(crate) fn or_fail(self, error: CommitError) -> Self {
        Self { unchanged: Unchanged::Fails(error), ..self }
    }

    pub(crate) fn or_ask(self, sql: &'static str, values: Vec<Value>, judge: Judge) -> Self {
        Self { unchanged: Unchanged::Ask { sql, values, judge }, ..self }
    }

    pub(crate) fn begins(self) -> Self {
        Self { begins: true, ..self }
    }

    /// Marks a statement that counts rows before it adds one: two at once would both count the same.
    pub(crate) fn alone(self, number: i64) -> Self {
        Self { alone: Some(number), ..self }
    }

    pub(crate) fn brief(self) -> Self {
        Self { brief: true, ..self }
    }

    pub(crate) fn with_witness(self, witness: Witness) -> Self {
        Self { witness: Some(witness), ..self }
    }
}
