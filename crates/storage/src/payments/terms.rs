//! The terms of a payment: columns that `transactions` and `sessions` have in common.

use document::Text;
use domain::terms::{Capture, CaptureMode, PaymentType, SalesChannel, Terms};
use primitives::{Currency, OrderReference};

use crate::{
    bind::{maybe_moment, maybe_text, text},
    cells::Cells,
    columns::Column,
    error::Impossible,
    value::Value,
};

/// The columns of the terms in one table.
pub(crate) struct TermsColumns {
    pub(crate) order_reference: Column,
    pub(crate) order_amount: Column,
    pub(crate) amount: Column,
    pub(crate) currency: Column,
    pub(crate) channel: Column,
    pub(crate) payment_type: Column,
    pub(crate) capture: Column,
    pub(crate) capture_at_ms: Column,
    pub(crate) original_transaction: Column,
}

/// Makes the [`TermsColumns`] of a table that was declared with [`crate::columns::table!`].
macro_rules! terms_columns {
    ($columns:expr) => {
        $crate::payments::terms::TermsColumns {
            order_reference: $columns.order_reference,
            order_amount: $columns.order_amount,
            amount: $columns.amount,
            currency: $columns.currency,
            channel: $columns.channel,
            payment_type: $columns.payment_type,
            capture: $columns.capture,
            capture_at_ms: $columns.capture_at_ms,
            original_transaction: $columns.original_transaction,
        }
    };
}
pub(crate) use terms_columns;

/// Returns the values of the terms, in the order of [`TermsColumns`].
pub(crate) fn values(terms: &Terms) -> [Value; 9] {
    [
        text(terms.order_reference.as_str()),
        Value::Integer(terms.order_amount.minor_units()),
        Value::Integer(terms.amount.minor_units()),
        text(terms.currency.as_str()),
        text(terms.channel.as_str()),
        text(terms.payment_type.as_str()),
        text(terms.capture.mode().as_str()),
        maybe_moment(terms.capture.date()),
        maybe_text(terms.original_transaction.as_ref().map(Text::as_str)),
    ]
}

pub(crate) fn read(row: &dyn Cells, columns: &TermsColumns) -> Result<Terms, Impossible> {
    let mode = row.parsed(columns.capture, CaptureMode::parse)?;
    let date = row.maybe_moment(columns.capture_at_ms)?;
    Ok(Terms {
        order_reference: OrderReference::stored(row.text(columns.order_reference)?),
        order_amount: row.amount(columns.order_amount)?,
        amount: row.amount(columns.amount)?,
        currency: row.parsed(columns.currency, |text| Currency::parse(text).ok())?,
        channel: row.parsed(columns.channel, SalesChannel::parse)?,
        payment_type: row.parsed(columns.payment_type, PaymentType::parse)?,
        capture: Capture::of(mode, date).ok_or(columns.capture_at_ms.impossible())?,
        original_transaction: row.maybe_text(columns.original_transaction)?.map(Text::stored),
    })
}
