//! Values and rows as the driver takes and returns them, and the running of steps.

use gateway::ports::{CommitError, StoreError};
use rusqlite::{
    Connection, Row, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use crate::{
    cells::{Cell, Cells},
    error::Impossible,
    query::Query,
    step::{Step, Unchanged},
    value::Value,
};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Cells for Row<'_> {
    fn cell(&self, index: usize) -> Cell<'_> {
        match self.get_ref(index) {
            Ok(ValueRef::Null) => Cell::Null,
            Ok(ValueRef::Integer(number)) => Cell::Integer(number),
            Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).map_or(Cell::Foreign, Cell::Text),
            Ok(ValueRef::Blob(bytes)) => Cell::Blob(bytes),
            Ok(ValueRef::Real(_)) | Err(_) => Cell::Foreign,
        }
    }
}

pub(super) fn ask<T>(
    connection: &Connection,
    query: &Query<T>,
) -> rusqlite::Result<Vec<Result<T, Impossible>>> {
    debug_assert!(is_in_order(query.sql), "{}", query.sql);
    let mut statement = connection.prepare_cached(query.sql)?;
    let mut rows = statement.query(params_from_iter(&query.values))?;
    let mut read = Vec::new();
    while let Some(row) = rows.next()? {
        read.push((query.read)(row).map_err(|error| error.in_row(row)));
    }
    Ok(read)
}

/// Runs one step. The outer error is the engine's, the inner one the caller's.
pub(super) fn run(connection: &Connection, step: &Step) -> rusqlite::Result<Result<(), CommitError>> {
    debug_assert!(is_in_order(step.sql), "{}", step.sql);
    let changed = connection.prepare_cached(step.sql)?.execute(params_from_iter(&step.values))?;
    match &step.unchanged {
        _ if changed > 0 => Ok(Ok(())),
        Unchanged::Fine => Ok(Ok(())),
        Unchanged::Fails(error) => Ok(Err(error.clone())),
        Unchanged::Ask { sql, values, judge } => {
            debug_assert!(is_in_order(sql), "{sql}");
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let judged = judge(rows.next()?.map(|row| row as &dyn Cells));
            Ok(judged.unwrap_or_else(|error| Err(CommitError::Store(StoreError::from(error)))))
        }
    }
}

/// SQLite takes `$3` for a name and binds names in the order of their first appearance; PostgreSQL goes by the
/// number. A statement means the same to both only if the two agree.
fn is_in_order(sql: &str) -> bool {
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text[..end].parse().unwrap_or(usize::MAX)
    };
    let mut seen = 0;
    sql.split('$').skip(1).map(number).all(|number| {
        let fits = number <= seen + 1;
        seen = seen.max(number);
        fits
    })
}

#[cfg(test)]
mod tests {
    use super::is_in_order;

    #[test]
    fn placeholders_come_in_order() {
        assert!(is_in_order("SELECT 1") && is_in_order("SELECT $1, $2, $1, $3"));
        assert!(!is_in_order("SELECT $2, $1") && !is_in_order("SELECT $1, $3"));
    }
}
