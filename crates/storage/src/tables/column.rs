//! Values to columns and back, and an [`Impossible`] with the column's name where that cannot be.

use document::{Problems, Record, Value as _, read_json, write_json};
use jiff::{Timestamp, civil::Date};
use primitives::{MerchantId, Reference, TransactionId};

use crate::{
    cells::{Cell, Cells},
    error::Impossible,
    value::Value,
};

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn moment(moment: Timestamp) -> Value {
    Value::Integer(moment.as_millisecond())
}

pub(super) fn maybe_moment(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, moment)
}

pub(super) fn count(number: usize) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// `2026-11-22`, which sorts as a text.
pub(super) fn day(day: Date) -> Value {
    Value::Text(day.to_string())
}

pub(super) fn record<R: Record>(record: &R) -> Value {
    Value::Text(write_json(&record.write()))
}

type Read<T> = Result<T, Impossible>;

pub(super) fn to_integer(row: &dyn Cells, index: usize, column: &'static str) -> Read<i64> {
    match row.cell(index) {
        Cell::Integer(number) => Ok(number),
        Cell::Null | Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

pub(super) fn to_maybe_integer(row: &dyn Cells, index: usize, column: &'static str) -> Read<Option<i64>> {
    match row.cell(index) {
        Cell::Integer(number) => Ok(Some(number)),
        Cell::Null => Ok(None),
        Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

pub(super) fn to_day(row: &dyn Cells, index: usize, column: &'static str) -> Read<Date> {
    to_text(row, index, column)?.parse().map_err(|_| Impossible(column))
}

pub(super) fn to_text<'a>(row: &'a dyn Cells, index: usize, column: &'static str) -> Read<&'a str> {
    to_maybe_text(row, index, column)?.ok_or(Impossible(column))
}

pub(super) fn to_maybe_text<'a>(
    row: &'a dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<&'a str>> {
    match row.cell(index) {
        Cell::Text(text) => Ok(Some(text)),
        Cell::Null => Ok(None),
        Cell::Integer(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

pub(super) fn to_blob<'a>(row: &'a dyn Cells, index: usize, column: &'static str) -> Read<&'a [u8]> {
    to_maybe_blob(row, index, column)?.ok_or(Impossible(column))
}

pub(super) fn to_maybe_blob<'a>(
    row: &'a dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<&'a [u8]>> {
    match row.cell(index) {
        Cell::Blob(bytes) => Ok(Some(bytes)),
        Cell::Null => Ok(None),
        Cell::Integer(_) | Cell::Text(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

/// Kept as 0 or 1.
pub(super) fn to_truth(row: &dyn Cells, index: usize, column: &'static str) -> Read<bool> {
    Ok(to_integer(row, index, column)? != 0)
}

pub(super) fn to_moment(row: &dyn Cells, index: usize, column: &'static str) -> Read<Timestamp> {
    Timestamp::from_millisecond(to_integer(row, index, column)?).map_err(|_| Impossible(column))
}

pub(super) fn to_record<R: Record>(row: &dyn Cells, index: usize, column: &'static str) -> Read<R> {
    let tree = read_json(to_text(row, index, column)?.as_bytes()).map_err(|_| Impossible(column))?;
    R::from_document(&tree, &mut Problems::new()).ok_or(Impossible(column))
}

pub(super) fn to_merchant(row: &dyn Cells, index: usize, column: &'static str) -> Read<MerchantId> {
    MerchantId::new(to_integer(row, index, column)?).ok_or(Impossible(column))
}

pub(super) fn to_transaction(row: &dyn Cells, index: usize, column: &'static str) -> Read<TransactionId> {
    TransactionId::new(to_integer(row, index, column)?).ok_or(Impossible(column))
}

pub(super) fn to_reference(row: &dyn Cells, index: usize, column: &'static str) -> Read<Reference> {
    Reference::parse(to_text(row, index, column)?).map_err(|_| Impossible(column))
}
