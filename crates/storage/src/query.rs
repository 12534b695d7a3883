//! One query with its values, and the function that reads a row of the result.

use crate::{cells::Cells, error::Impossible, value::Value};

pub(crate) struct Query<T> {
    /// A literal: an engine keeps the prepared statement under it.
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value>,
    pub(crate) read: Reader<T>,
}

pub(crate) type Reader<T> = fn(&dyn Cells) -> Result<T, Impossible>;
