//! Lines of remittances: captures and refunds on their way to the bank.

use domain::remittance::{Line, LineKind, RemittanceKey};
use gateway::ports::CommitError;
use jiff::{ToSpan, civil::Date};
use primitives::{Amount, Currency, MerchantId, OrderReference, Reference, TransactionId};

use crate::{
    bind::{count, day, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    remittance_lines:
    entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id, order_reference, kind, amount, currency,
    made_ms, day
}

pub(super) fn insert(line: &Line) -> Step {
    Step::new(
        Table::RemittanceLines,
        "INSERT INTO remittance_lines (entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id,
             order_reference, kind, amount, currency, made_ms, day, remitted_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)",
        vec![
            Value::Integer(line.entry.number()),
            Value::Integer(line.payment.number()),
            Value::Integer(line.merchant.number()),
            text(line.point_of_sale.as_str()),
            text(line.payment_method.as_str()),
            text(line.order_reference.as_str()),
            text(line.kind.as_str()),
            Value::Integer(line.amount.minor_units()),
            text(line.currency.as_str()),
            moment(line.made),
            day(line.day),
        ],
    )
}

/// Reduces a line that is still open and has the amount `from`; fails otherwise.
pub(crate) fn reduce(merchant: MerchantId, entry: TransactionId, from: Amount, to: Amount) -> Step {
    let (merchant, entry) = (Value::Integer(merchant.number()), Value::Integer(entry.number()));
    let from = Value::Integer(from.minor_units());
    let step = if to == Amount::ZERO {
        Step::new(
            Table::RemittanceLines,
            "DELETE FROM remittance_lines
             WHERE merchant_id = $1 AND entry_id = $2 AND amount = $3 AND remitted_on IS NULL",
            vec![merchant, entry, from],
        )
    } else {
        Step::new(
            Table::RemittanceLines,
            "UPDATE remittance_lines SET amount = $1
             WHERE merchant_id = $2 AND entry_id = $3 AND amount = $4 AND remitted_on IS NULL",
            vec![Value::Integer(to.minor_units()), merchant, entry, from],
        )
    };
    step.or_fail(CommitError::Stale)
}

pub(super) fn gather(key: &RemittanceKey, most: usize) -> Step {
    Step::new(
        Table::RemittanceLines,
        "UPDATE remittance_lines SET remitted_on = $1 WHERE remitted_on IS NULL AND merchant_id = $2 AND entry_id IN
             (SELECT entry_id FROM remittance_lines
              WHERE remitted_on IS NULL AND merchant_id = $2 AND point_of_sale = $3 AND day <= $1 LIMIT $4)",
        vec![
            day(key.day),
            Value::Integer(key.merchant.number()),
            text(key.point_of_sale.as_str()),
            count(most),
        ],
    )
}

pub(super) fn postpone(key: &RemittanceKey, most: usize) -> Step {
    Step::new(
        Table::RemittanceLines,
        "UPDATE remittance_lines SET day = $1
         WHERE remitted_on IS NULL AND day <= $2 AND merchant_id = $3 AND entry_id IN
             (SELECT entry_id FROM remittance_lines
              WHERE remitted_on IS NULL AND merchant_id = $3 AND point_of_sale = $4 AND day <= $2 LIMIT $5)",
        vec![
            day(key.day.saturating_add(1.day())),
            day(key.day),
            Value::Integer(key.merchant.number()),
            text(key.point_of_sale.as_str()),
            count(most),
        ],
    )
}

pub(crate) fn is_open(key: &RemittanceKey) -> Query<()> {
    Query {
        sql: "SELECT 1 FROM remittance_lines
              WHERE remitted_on IS NULL AND merchant_id = $1 AND point_of_sale = $2 AND day <= $3 LIMIT 1",
        values: vec![Value::Integer(key.merchant.number()), text(key.point_of_sale.as_str()), day(key.day)],
        read: |_| Ok(()),
    }
}

/// Returns the day of the oldest open line or remittance. The query goes point of sale by point of sale, so that its
/// cost grows with their number and not with the number of lines.
pub(crate) fn oldest_open_day() -> Query<Option<Date>> {
    Query {
        sql: "SELECT MIN(days.day) FROM (
                  SELECT MIN((SELECT MIN(l.day) FROM remittance_lines l
                      WHERE l.remitted_on IS NULL AND l.merchant_id = p.merchant_id
                        AND l.point_of_sale = p.reference)) AS day
                  FROM points_of_sale p
                  UNION ALL SELECT MIN(day) FROM remittances WHERE closed = 0) AS days",
        values: Vec::new(),
        read: |row| row.maybe_day(COLUMN.day.alone()),
    }
}

pub(crate) fn of(key: &RemittanceKey, after: Option<TransactionId>, most: usize) -> Query<Line> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM remittance_lines
             WHERE merchant_id = $1 AND point_of_sale = $2 AND remitted_on = $3 AND entry_id > $4
               AND remitted_on IS NOT NULL
             ORDER BY entry_id LIMIT $5"
        ),
        values: vec![
            Value::Integer(key.merchant.number()),
            text(key.point_of_sale.as_str()),
            day(key.day),
            Value::Integer(after.map_or(0, TransactionId::number)),
            count(most),
        ],
        read,
    }
}

pub(crate) fn read(row: &dyn Cells) -> Result<Line, Impossible> {
    Ok(Line {
        entry: row.transaction(COLUMN.entry_id)?,
        payment: row.transaction(COLUMN.transaction_id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        payment_method: row.reference(COLUMN.payment_method_id)?,
        order_reference: OrderReference::stored(row.text(COLUMN.order_reference)?),
        kind: row.parsed(COLUMN.kind, LineKind::parse)?,
        amount: row.amount(COLUMN.amount)?,
        currency: row.parsed(COLUMN.currency, |text| Currency::parse(text).ok())?,
        made: row.moment(COLUMN.made_ms)?,
        day: row.day(COLUMN.day)?,
    })
}

/// Returns the points of sale with open lines whose remittance nobody has leased.
pub(crate) fn open_points_of_sale(
    up_to: Date,
    now: jiff::Timestamp,
    most: usize,
) -> Query<(MerchantId, Reference)> {
    Query {
        sql: "SELECT p.merchant_id, p.reference FROM points_of_sale p
              WHERE EXISTS (SELECT 1 FROM remittance_lines l
                            WHERE l.remitted_on IS NULL AND l.merchant_id = p.merchant_id
                              AND l.point_of_sale = p.reference AND l.day <= $1)
                AND NOT EXISTS (SELECT 1 FROM remittances r
                                WHERE r.merchant_id = p.merchant_id AND r.point_of_sale = p.reference AND r.day = $1
                                  AND r.closed = 0 AND r.leased_until_ms > $2)
              LIMIT $3",
        values: vec![day(up_to), moment(now), count(most)],
        read: |row| {
            const MERCHANT: Column = Column::nth(0, "points_of_sale.merchant_id");
            const REFERENCE: Column = Column::nth(1, "points_of_sale.reference");
            Ok((row.merchant(MERCHANT)?, row.reference(REFERENCE)?))
        },
    }
}
