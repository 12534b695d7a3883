//! A JSON document, parsed once into types that cannot be wrong.
//!
//! Text becomes a [`Tree`] (bounded depth, no duplicate members), a tree becomes records, and every mistake
//! is gathered on the way with its path, so that a caller can be told all of them in one answer. The same
//! declaration of a record ([`record!`]) reads it, writes it and describes it for OpenAPI: a field is
//! written down once. Answers are records too; what they give back of a request is an [`Echo`].
//!
//! Nothing here knows payments, HTTP or storage.

mod echoed;
mod json;
mod macros;
mod problem;
mod scalar;
mod schema;
mod tree;
mod value;

pub use echoed::Echoed;
pub use json::{Malformed, read_json, write_json, write_json_pretty};
pub use problem::{Fault, Path, Problem, Problems};
#[doc(hidden)]
pub use scalar::read_text as parse_text;
pub use scalar::{Date, Moment, Strings, Text, format_moment};
pub use schema::Schemas;
#[doc(hidden)]
pub use schema::described;
pub use tree::{Object, Tree};
pub use value::{Member, Record, Value};
