//! A JSON document, parsed once into types that cannot be wrong.
//!
//! Text becomes a [`Tree`] (bounded depth, no duplicate members), and a tree becomes records. Every fault is
//! collected on the way with its path, so that one answer can tell all of them. The same declaration of a
//! record ([`record!`]) reads it, writes it and describes it for OpenAPI, so that a field is declared once.
//! Answers are records too; what they give back of a request is an [`Echoed`].
//!
//! The crate knows nothing of payments, HTTP or storage.

mod echoed;
mod json;
mod list;
mod macros;
mod problem;
mod scalar;
mod schema;
mod tree;
mod value;

pub use echoed::Echoed;
pub use json::{Malformed, read_json, read_json_of, write_json, write_json_pretty};
pub use list::List;
pub use problem::{Fault, Path, Problem, Problems, Remark};
#[doc(hidden)]
pub use scalar::read_text as parse_text;
pub use scalar::{Date, Moment, Strings, Text, format_moment};
pub use schema::Schemas;
#[doc(hidden)]
pub use schema::described;
pub use tree::{Object, Tree, whole};
pub use value::{Member, Record, Value};
