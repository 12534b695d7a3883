//! Columns to values, and an [`Impossible`] with the column's name where that cannot be.

use document::{Problems, Record, Tree, Value as _, read_json, write_json};
use jiff::Timestamp;
use primitives::{MerchantId, Reference, TransactionId};
use rusqlite::types::Value;

use crate::error::Impossible;

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn moment(moment: Timestamp) -> Value {
    Value::Integer(moment.as_millisecond())
}

pub(super) fn maybe_moment(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, moment)
}

pub(super) fn record<R: Record>(record: &R) -> Value {
    Value::Text(write_json(&record.write()))
}

pub(super) fn to_moment(ms: i64, column: &'static str) -> Result<Timestamp, Impossible> {
    Timestamp::from_millisecond(ms).map_err(|_| Impossible(column))
}

pub(super) fn to_record<R: Record>(text: &str, column: &'static str) -> Result<R, Impossible> {
    R::from_document(&to_tree(text, column)?, &mut Problems::new()).ok_or(Impossible(column))
}

pub(super) fn to_tree(text: &str, column: &'static str) -> Result<Tree, Impossible> {
    read_json(text.as_bytes()).map_err(|_| Impossible(column))
}

pub(super) fn to_merchant(number: i64, column: &'static str) -> Result<MerchantId, Impossible> {
    MerchantId::new(number).ok_or(Impossible(column))
}

pub(super) fn to_transaction(number: i64, column: &'static str) -> Result<TransactionId, Impossible> {
    TransactionId::new(number).ok_or(Impossible(column))
}

pub(super) fn to_reference(text: &str, column: &'static str) -> Result<Reference, Impossible> {
    Reference::parse(text).map_err(|_| Impossible(column))
}
