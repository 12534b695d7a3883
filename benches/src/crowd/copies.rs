//! Copies of rows, each with ids of its own that are older than any to come.

/// The rows of a table, and the value of each column in copy number `n`.
pub(crate) struct Copies {
    table: &'static str,
    columns: Vec<(&'static str, String)>,
    /// The condition on the rows that are copied.
    which: Option<String>,
}

impl Copies {
    pub(crate) fn of(table: &'static str) -> Self {
        Self { table, columns: Vec::new(), which: None }
    }

    /// Copies only some of the rows.
    pub(crate) fn only(self, condition: String) -> Self {
        Self { which: Some(condition), ..self }
    }

    /// Copies these columns as they are.
    pub(crate) fn same(mut self, columns: &[&'static str]) -> Self {
        self.columns.extend(columns.iter().map(|&name| (name, name.to_owned())));
        self
    }

    /// Copies these columns as ids or references to ids.
    pub(crate) fn ids(mut self, columns: &[&'static str]) -> Self {
        self.columns.extend(columns.iter().map(|&name| (name, id(name))));
        self
    }

    /// Sets a column that must differ in each copy.
    pub(crate) fn other(mut self, column: &'static str, value: impl Into<String>) -> Self {
        self.columns.push((column, value.into()));
        self
    }

    /// Returns the SQL that makes the copies. `series` is a query of numbers `n`.
    pub(super) fn sql(&self, series: &str) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let values: Vec<&str> = self.columns.iter().map(|(_, value)| value.as_str()).collect();
        let (table, names, values) = (self.table, names.join(", "), values.join(", "));
        let which = self.which.as_ref().map_or_else(String::new, |which| format!(" WHERE {which}"));
        format!("INSERT INTO {table} ({names}) SELECT {values} FROM {table}, ({series}) AS copies{which}; ")
    }
}

/// Returns the SQL of a copy's id. Ids step back by hundreds of milliseconds, so that no copy has the id of a
/// model.
pub(super) fn id(value: &str) -> String {
    format!("{value} - n * 20000000000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement() {
        let copies = Copies::of("claims").same(&["state"]).ids(&["owner_id"]).other("name", "name || n");
        assert_eq!(
            copies.sql("SELECT 1 AS n"),
            "INSERT INTO claims (state, owner_id, name) SELECT state, owner_id - n * 20000000000, name || n \
             FROM claims, (SELECT 1 AS n) AS copies; "
        );
        let copies = Copies::of("claims").same(&["state"]).only("state = 1".to_owned());
        assert_eq!(
            copies.sql("SELECT 1 AS n"),
            "INSERT INTO claims (state) SELECT state FROM claims, (SELECT 1 AS n) AS copies WHERE state = 1; "
        );
    }
}
