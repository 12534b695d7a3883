//! One question to the store, bound and ready, and how a row of its answer is read.

use crate::{cells::Cells, error::Impossible, value::Value};

pub(crate) struct Query<T> {
    /// A literal: it is the key under which an engine keeps the prepared statement.
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value>,
    pub(crate) read: Reader<T>,
}

pub(crate) type Reader<T> = fn(&dyn Cells) -> Result<T, Impossible>;
