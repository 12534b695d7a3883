//! One statement of a commit, bound and ready, and what it means when it changes no row.

use gateway::ports::CommitError;

use crate::{cells::Cells, error::Impossible, query::Query, table::Table, value::Value};

pub(crate) struct Step {
    /// The table that is written: it decides the step's place in its commit.
    pub(crate) table: Table,
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value>,
    pub(crate) unchanged: Unchanged,
    /// Commits with a step of the same number come one after the other. Where one writer writes they do anyway.
    pub(crate) alone: Option<i64>,
    /// It begins something that nobody waits for yet: where too much is asked of the store, its commit may be turned away.
    pub(crate) begins: bool,
    /// Asks whether a transaction has written this step's row.
    pub(crate) witness: Option<Witness>,
}

/// From the values of a step and the id of a PostgreSQL transaction (64 bits) to the question whether that transaction
/// has written the step's row. The row proves that the whole commit was kept; an id alone does not, because a server that
/// crashed gives the ids of lost transactions to others. Only PostgreSQL's engine asks.
pub(crate) type Witness = fn(values: &[Value], transaction: i64) -> Query<bool>;

/// What it means that a statement changed no row.
pub(crate) enum Unchanged {
    Fine,
    Fails(CommitError),
    /// A question tells: it is judged by its first row, if there is one.
    Ask {
        sql: &'static str,
        values: Vec<Value>,
        judge: Judge,
    },
}

pub(crate) type Judge = fn(Option<&dyn Cells>) -> Result<Result<(), CommitError>, Impossible>;

impl Step {
    pub(crate) fn new(table: Table, sql: &'static str, values: Vec<Value>) -> Self {
        Self { table, sql, values, unchanged: Unchanged::Fine, alone: None, begins: false, witness: None }
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

    /// For a statement that counts rows before it adds one: two at once would both count the same.
    pub(crate) fn alone(self, number: i64) -> Self {
        Self { alone: Some(number), ..self }
    }

    pub(crate) fn with_witness(self, witness: Witness) -> Self {
        Self { witness: Some(witness), ..self }
    }
}
