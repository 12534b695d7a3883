//! The report of a run.

mod collections;
mod json;
mod table;

pub(crate) use json::json;
pub(crate) use table::table;
