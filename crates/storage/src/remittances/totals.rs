//! Totals of remittances: one row for each currency and kind, written when the remittance is closed.

use domain::remittance::{LineKind, RemittanceKey, Total};
use primitives::Currency;

use crate::{
    bind::{day, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    remittance_totals: currency, kind, line_count, billions, rest
}
pub(super) use columns as total_columns;

pub(super) fn sum(key: &RemittanceKey) -> Step {
    Step::new(
        Table::RemittanceTotals,
        "INSERT INTO remittance_totals (merchant_id, point_of_sale, day, currency, kind, line_count, billions, rest)
         SELECT merchant_id, point_of_sale, remitted_on, currency, kind, COUNT(*),
                CAST(SUM(amount / 1000000000) AS BIGINT), CAST(SUM(amount % 1000000000) AS BIGINT)
         FROM remittance_lines
         WHERE merchant_id = $1 AND point_of_sale = $2 AND remitted_on = $3 AND remitted_on IS NOT NULL
         GROUP BY merchant_id, point_of_sale, remitted_on, currency, kind",
        vec![Value::Integer(key.merchant.number()), text(key.point_of_sale.as_str()), day(key.day)],
    )
}

/// Returns `None` if the remittance has no total.
pub(super) fn read(row: &dyn Cells) -> Result<Option<Total>, Impossible> {
    let Some(currency) = row.maybe_parsed(COLUMN.currency, |text| Currency::parse(text).ok())? else {
        return Ok(None);
    };
    let billions: i128 = row.integer(COLUMN.billions)?.into();
    let rest: i128 = row.integer(COLUMN.rest)?.into();
    Ok(Some(Total {
        currency,
        kind: row.parsed(COLUMN.kind, LineKind::parse)?,
        lines: row.integer(COLUMN.line_count)?,
        minor_units: billions * 1_000_000_000 + rest,
    }))
}
