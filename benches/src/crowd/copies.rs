//! Copies of rows, each under ids of its own and older than any that is to come.

/// The rows of a table, and what each of their columns is in copy number `n`.
pub(crate) struct Copies {
    table: &'static str,
    columns: Vec<(&'static str, String)>,
}

impl Copies {
    pub(super) fn of(table: &'static str) -> Self {
        Self { table, columns: Vec::new() }
    }

    /// These are what they are in the model.
    pub(super) fn same(mut self, columns: &[&'static str]) -> Self {
        self.columns.extend(columns.iter().map(|&name| (name, name.to_owned())));
        self
    }

    /// These are ids, or refer to one.
    pub(super) fn ids(mut self, columns: &[&'static str]) -> Self {
        self.columns.extend(columns.iter().map(|&name| (name, id(name))));
        self
    }

    /// This must differ.
    pub(super) fn other(mut self, column: &'static str, value: impl Into<String>) -> Self {
        self.columns.push((column, value.into()));
        self
    }

    /// `series`: a query of numbers `n`.
    pub(super) fn sql(&self, series: &str) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let values: Vec<&str> = self.columns.iter().map(|(_, value)| value.as_str()).collect();
        let (table, names, values) = (self.table, names.join(", "), values.join(", "));
        format!("INSERT INTO {table} ({names}) SELECT {values} FROM {table}, ({series}) AS copies; ")
    }
}

/// Ids step back by hundreds of milliseconds, so that no copy meets a model.
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
    }
}
