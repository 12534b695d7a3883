//! Reads a row by the names of its columns. An [`Impossible`] names the column whose value cannot be read.

use domain::echo::Echo;
use jiff::{Timestamp, civil::Date};
use primitives::{
    Amount, IdempotencyKey, LinkNumber, MerchantId, Reference, SessionNumber, TransactionId, WebUrl,
};

use crate::{
    cells::{Cell, Cells},
    columns::{Column, Columns},
    error::Impossible,
};

type Read<T> = Result<T, Impossible>;

/// The columns of a row that are selected after those of another table.
pub(crate) struct After<'a> {
    row: &'a dyn Cells,
    first: usize,
}

impl Cells for After<'_> {
    fn cell(&self, index: usize) -> Cell<'_> {
        self.row.cell(self.first + index)
    }
}

impl dyn Cells + '_ {
    pub(crate) fn after<T: Columns>(&self, _: &T) -> After<'_> {
        After { row: self, first: T::COUNT }
    }

    pub(crate) fn integer(&self, column: Column) -> Read<i64> {
        self.maybe_integer(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_integer(&self, column: Column) -> Read<Option<i64>> {
        match self.cell(column.position) {
            Cell::Integer(number) => Ok(Some(number)),
            Cell::Null => Ok(None),
            Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(column.impossible()),
        }
    }

    pub(crate) fn text(&self, column: Column) -> Read<&str> {
        self.maybe_text(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_text(&self, column: Column) -> Read<Option<&str>> {
        match self.cell(column.position) {
            Cell::Text(text) => Ok(Some(text)),
            Cell::Null => Ok(None),
            Cell::Integer(_) | Cell::Blob(_) | Cell::Foreign => Err(column.impossible()),
        }
    }

    pub(crate) fn blob(&self, column: Column) -> Read<&[u8]> {
        self.maybe_blob(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_blob(&self, column: Column) -> Read<Option<&[u8]>> {
        match self.cell(column.position) {
            Cell::Blob(bytes) => Ok(Some(bytes)),
            Cell::Null => Ok(None),
            Cell::Integer(_) | Cell::Text(_) | Cell::Foreign => Err(column.impossible()),
        }
    }

    /// Reads a text and parses it.
    pub(crate) fn parsed<'a, T>(
        &'a self,
        column: Column,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Read<T> {
        parse(self.text(column)?).ok_or(column.impossible())
    }

    pub(crate) fn maybe_parsed<'a, T>(
        &'a self,
        column: Column,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Read<Option<T>> {
        let text = self.maybe_text(column)?;
        text.map(|text| parse(text).ok_or(column.impossible())).transpose()
    }

    /// Reads an integer of a type smaller than the column's.
    pub(crate) fn number<N: TryFrom<i64>>(&self, column: Column) -> Read<N> {
        self.maybe_number(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_number<N: TryFrom<i64>>(&self, column: Column) -> Read<Option<N>> {
        let number = self.maybe_integer(column)?;
        number.map(|number| N::try_from(number).map_err(|_| column.impossible())).transpose()
    }

    /// Reads a boolean, which is stored as 0 or 1.
    pub(crate) fn truth(&self, column: Column) -> Read<bool> {
        Ok(self.integer(column)? != 0)
    }

    /// Reads a moment, which is stored in milliseconds.
    pub(crate) fn moment(&self, column: Column) -> Read<Timestamp> {
        self.maybe_moment(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_moment(&self, column: Column) -> Read<Option<Timestamp>> {
        let millisecond = self.maybe_integer(column)?;
        millisecond.map(|at| Timestamp::from_millisecond(at).map_err(|_| column.impossible())).transpose()
    }

    pub(crate) fn day(&self, column: Column) -> Read<Date> {
        self.parsed(column, |text| text.parse().ok())
    }

    pub(crate) fn maybe_day(&self, column: Column) -> Read<Option<Date>> {
        self.maybe_parsed(column, |text| text.parse().ok())
    }

    /// Reads an amount, which is stored in minor units.
    pub(crate) fn amount(&self, column: Column) -> Read<Amount> {
        Amount::new(self.integer(column)?).ok_or(column.impossible())
    }

    /// Reads a document that the gateway only gives back. It is stored as JSON, with the number of its format in
    /// another column.
    pub(crate) fn echo(&self, json: Column, format: Column) -> Read<Echo> {
        self.maybe_echo(json, format)?.ok_or(json.impossible())
    }

    pub(crate) fn maybe_echo(&self, json: Column, format: Column) -> Read<Option<Echo>> {
        let Some(json) = self.maybe_text(json)? else { return Ok(None) };
        Ok(Some(Echo::new(self.integer(format)?, json.to_owned())))
    }

    pub(crate) fn merchant(&self, column: Column) -> Read<MerchantId> {
        MerchantId::new(self.integer(column)?).ok_or(column.impossible())
    }

    pub(crate) fn transaction(&self, column: Column) -> Read<TransactionId> {
        TransactionId::new(self.integer(column)?).ok_or(column.impossible())
    }

    pub(crate) fn session(&self, column: Column) -> Read<SessionNumber> {
        self.maybe_session(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_session(&self, column: Column) -> Read<Option<SessionNumber>> {
        let number = self.maybe_integer(column)?;
        number.map(|number| SessionNumber::new(number).ok_or(column.impossible())).transpose()
    }

    pub(crate) fn link(&self, column: Column) -> Read<LinkNumber> {
        self.maybe_link(column)?.ok_or(column.impossible())
    }

    pub(crate) fn maybe_link(&self, column: Column) -> Read<Option<LinkNumber>> {
        let number = self.maybe_integer(column)?;
        number.map(|number| LinkNumber::new(number).ok_or(column.impossible())).transpose()
    }

    pub(crate) fn reference(&self, column: Column) -> Read<Reference> {
        Ok(Reference::stored(self.text(column)?))
    }

    pub(crate) fn url(&self, column: Column) -> Read<WebUrl> {
        self.parsed(column, WebUrl::stored)
    }

    /// Reads ids separated by spaces.
    pub(crate) fn references(&self, column: Column) -> Read<Vec<Reference>> {
        Ok(self.text(column)?.split_whitespace().map(Reference::stored).collect())
    }

    pub(crate) fn maybe_url(&self, column: Column) -> Read<Option<WebUrl>> {
        self.maybe_parsed(column, WebUrl::stored)
    }

    pub(crate) fn maybe_idempotency_key(&self, column: Column) -> Read<Option<IdempotencyKey>> {
        Ok(self.maybe_text(column)?.map(IdempotencyKey::stored))
    }
}
