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

/// The numbers of ids of a statement: a page has 20 of them, or at most 200.
const SIZES: [usize; 2] = [20, 200];

/// Writes a statement for each number of ids that is bound: `$2, $3, …` stands in the place of `{ids}`.
pub(crate) fn with_ids(sql: &str) -> [String; 2] {
    SIZES.map(|size| {
        let places: Vec<String> = (2..size + 2).map(|place| format!("${place}")).collect();
        sql.replace("{ids}", &places.join(", "))
    })
}

/// Returns which of the statements takes so many ids, and the ids. Places that are left over get the number of no id.
pub(crate) fn ids(numbers: impl ExactSizeIterator<Item = i64>) -> (usize, Vec<Value>) {
    let which = usize::from(numbers.len() > SIZES[0]);
    (which, numbers.chain(std::iter::repeat(-1)).take(SIZES[which]).map(Value::Integer).collect())
}
