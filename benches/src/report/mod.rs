//! The report of a run.

mod json;
mod table;

pub(crate) use json::json;
pub(crate) use table::table;
