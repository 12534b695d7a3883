//! What is told at the end.

mod json;
mod table;

pub(crate) use json::json;
pub(crate) use table::table;
