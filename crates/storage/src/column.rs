//! Values to columns and back, and an [`Impossible`] with the column's name where that cannot be.

use document::{Problems, Record, Value as _, read_json, write_json};
use jiff::{Timestamp, civil::Date};
use primitives::{MerchantId, Reference, SessionNumber, TransactionId, WebUrl};

use crate::{
    cells::{Cell, Cells},
    error::Impossible,
    value::Value,
};

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

/// `2026-11-22`, which sorts as a text.
pub(crate) fn day(day: Date) -> Value {
    Value::Text(day.to_string())
}

pub(crate) fn record<R: Record>(record: &R) -> Value {
    Value::Text(write_json(&record.write()))
}

pub(crate) fn maybe_record<R: Record>(maybe: Option<&R>) -> Value {
    maybe.map_or(Value::Null, record)
}

type Read<T> = Result<T, Impossible>;

pub(crate) fn to_integer(row: &dyn Cells, index: usize, column: &'static str) -> Read<i64> {
    match row.cell(index) {
        Cell::Integer(number) => Ok(number),
        Cell::Null | Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

pub(crate) fn to_maybe_integer(row: &dyn Cells, index: usize, column: &'static str) -> Read<Option<i64>> {
    match row.cell(index) {
        Cell::Integer(number) => Ok(Some(number)),
        Cell::Null => Ok(None),
        Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible(column)),
    }
}

/// A number smaller than a column may hold.
pub(crate) fn to_number<N: TryFrom<i64>>(row: &dyn Cells, index: usize, column: &'static str) -> Read<N> {
    to_maybe_number(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_number<N: TryFrom<i64>>(
    row: &dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<N>> {
    let number = to_maybe_integer(row, index, column)?;
    number.map(|number| N::try_from(number).map_err(|_| Impossible(column))).transpose()
}

pub(crate) fn to_day(row: &dyn Cells, index: usize, column: &'static str) -> Read<Date> {
    to_text(row, index, column)?.parse().map_err(|_| Impossible(column))
}

pub(crate) fn to_text<'a>(row: &'a dyn Cells, index: usize, column: &'static str) -> Read<&'a str> {
    to_maybe_text(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_text<'a>(
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

pub(crate) fn to_blob<'a>(row: &'a dyn Cells, index: usize, column: &'static str) -> Read<&'a [u8]> {
    to_maybe_blob(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_blob<'a>(
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
pub(crate) fn to_truth(row: &dyn Cells, index: usize, column: &'static str) -> Read<bool> {
    Ok(to_integer(row, index, column)? != 0)
}

pub(crate) fn to_moment(row: &dyn Cells, index: usize, column: &'static str) -> Read<Timestamp> {
    to_maybe_moment(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_moment(
    row: &dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<Timestamp>> {
    let millisecond = to_maybe_integer(row, index, column)?;
    millisecond.map(|at| Timestamp::from_millisecond(at).map_err(|_| Impossible(column))).transpose()
}

pub(crate) fn to_record<R: Record>(row: &dyn Cells, index: usize, column: &'static str) -> Read<R> {
    to_maybe_record(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_record<R: Record>(
    row: &dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<R>> {
    let Some(text) = to_maybe_text(row, index, column)? else { return Ok(None) };
    let tree = read_json(text.as_bytes()).map_err(|_| Impossible(column))?;
    R::from_document(&tree, &mut Problems::new()).ok_or(Impossible(column)).map(Some)
}

pub(crate) fn to_merchant(row: &dyn Cells, index: usize, column: &'static str) -> Read<MerchantId> {
    MerchantId::new(to_integer(row, index, column)?).ok_or(Impossible(column))
}

pub(crate) fn to_transaction(row: &dyn Cells, index: usize, column: &'static str) -> Read<TransactionId> {
    TransactionId::new(to_integer(row, index, column)?).ok_or(Impossible(column))
}

pub(crate) fn to_reference(row: &dyn Cells, index: usize, column: &'static str) -> Read<Reference> {
    Reference::parse(to_text(row, index, column)?).map_err(|_| Impossible(column))
}

pub(crate) fn to_session(row: &dyn Cells, index: usize, column: &'static str) -> Read<SessionNumber> {
    to_maybe_session(row, index, column)?.ok_or(Impossible(column))
}

pub(crate) fn to_maybe_session(
    row: &dyn Cells,
    index: usize,
    column: &'static str,
) -> Read<Option<SessionNumber>> {
    let number = to_maybe_integer(row, index, column)?;
    number.map(|number| SessionNumber::new(number).ok_or(Impossible(column))).transpose()
}

pub(crate) fn to_maybe_url(row: &dyn Cells, index: usize, column: &'static str) -> Read<Option<WebUrl>> {
    let text = to_maybe_text(row, index, column)?;
    text.map(|text| WebUrl::parse(text).map_err(|_| Impossible(column))).transpose()
}
