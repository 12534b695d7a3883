//! Functions that turn domain values into the values of a statement.

use jiff::{Timestamp, civil::Date};
use primitives::Reference;

use crate::value::Value;

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn maybe_text(maybe: Option<&str>) -> Value {
    maybe.map_or(Value::Null, text)
}

pub(crate) fn moment(moment: Timestamp) -> Value {
    Value::Integer(moment.as_millisecond())
}

pub(crate) fn maybe_moment(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, moment)
}

pub(crate) fn count(number: usize) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Writes a day as `2026-11-22`, which sorts as a text.
pub(crate) fn day(day: Date) -> Value {
    Value::Text(day.to_string())
}

pub(crate) fn maybe_integer(maybe: Option<i64>) -> Value {
    maybe.map_or(Value::Null, Value::Integer)
}

/// Writes ids separated by spaces.
pub(crate) fn references(references: &[Reference]) -> Value {
    let words: Vec<&str> = references.iter().map(Reference::as_str).collect();
    Value::Text(words.join(" "))
}
