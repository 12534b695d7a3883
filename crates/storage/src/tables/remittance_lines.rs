//! Captures and refunds on their way to the bank.

use domain::remittance::{Line, LineKind, RemittanceKey};
use gateway::ports::CommitError;
use jiff::{ToSpan, civil::Date};
use primitives::{Amount, Currency, MerchantId, OrderReference, Reference, TransactionId};

use super::{
    Table,
    column::{
        count, day, moment, text, to_day, to_integer, to_merchant, to_moment, to_reference, to_text,
        to_transaction,
    },
};
use crate::{cells::Cells, error::Impossible, query::Query, step::Step, value::Value};

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

/// Only while it is open, and as the writer knew it.
pub(super) fn reduce(entry: TransactionId, from: Amount, to: Amount) -> Step {
    let (entry, from) = (Value::Integer(entry.number()), Value::Integer(from.minor_units()));
    let step = if to == Amount::ZERO {
        Step::new(
            Table::RemittanceLines,
            "DELETE FROM remittance_lines WHERE entry_id = $1 AND amount = $2 AND remitted_on IS NULL",
            vec![entry, from],
        )
    } else {
        Step::new(
            Table::RemittanceLines,
            "UPDATE remittance_lines SET amount = $1 WHERE entry_id = $2 AND amount = $3 AND remitted_on IS NULL",
            vec![Value::Integer(to.minor_units()), entry, from],
        )
    };
    step.or_fail(CommitError::Stale)
}

pub(super) fn gather(key: &RemittanceKey, most: usize) -> Step {
    Step::new(
        Table::RemittanceLines,
        "UPDATE remittance_lines SET remitted_on = $1 WHERE remitted_on IS NULL AND entry_id IN
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
        "UPDATE remittance_lines SET day = $1 WHERE remitted_on IS NULL AND day <= $2 AND entry_id IN
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

/// Whether the line of an entry is in a remittance.
pub(crate) fn is_remitted(entry: TransactionId) -> Query<()> {
    Query {
        sql: "SELECT 1 FROM remittance_lines WHERE entry_id = $1 AND remitted_on IS NOT NULL",
        values: vec![Value::Integer(entry.number())],
        read: |_| Ok(()),
    }
}

pub(crate) fn is_open(key: &RemittanceKey) -> Query<()> {
    Query {
        sql: "SELECT 1 FROM remittance_lines
              WHERE remitted_on IS NULL AND merchant_id = $1 AND point_of_sale = $2 AND day <= $3 LIMIT 1",
        values: vec![Value::Integer(key.merchant.number()), text(key.point_of_sale.as_str()), day(key.day)],
        read: |_| Ok(()),
    }
}

/// Asked point of sale by point of sale, so that it costs with their number and not with that of the lines.
pub(crate) fn oldest_open_day() -> Query<Option<Date>> {
    Query {
        sql: "SELECT MIN(days.day) FROM (
                  SELECT MIN((SELECT MIN(l.day) FROM remittance_lines l
                      WHERE l.remitted_on IS NULL AND l.merchant_id = p.merchant_id
                        AND l.point_of_sale = p.reference)) AS day
                  FROM points_of_sale p
                  UNION ALL SELECT MIN(day) FROM remittances WHERE closed = 0) AS days",
        values: Vec::new(),
        read: |row| match super::column::to_maybe_text(row, 0, "remittance_lines.day")? {
            Some(_) => to_day(row, 0, "remittance_lines.day").map(Some),
            None => Ok(None),
        },
    }
}

pub(crate) fn of(key: &RemittanceKey, after: Option<TransactionId>, most: usize) -> Query<Line> {
    Query {
        sql: "SELECT entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id, order_reference, kind,
                  amount, currency, made_ms, day FROM remittance_lines
              WHERE merchant_id = $1 AND point_of_sale = $2 AND remitted_on = $3 AND entry_id > $4
                AND remitted_on IS NOT NULL
              ORDER BY entry_id LIMIT $5",
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
    let parsed = |index, column| to_text(row, index, column);
    Ok(Line {
        entry: to_transaction(row, 0, "remittance_lines.entry_id")?,
        payment: to_transaction(row, 1, "remittance_lines.transaction_id")?,
        merchant: to_merchant(row, 2, "remittance_lines.merchant_id")?,
        point_of_sale: to_reference(row, 3, "remittance_lines.point_of_sale")?,
        payment_method: to_reference(row, 4, "remittance_lines.payment_method_id")?,
        order_reference: OrderReference::parse(parsed(5, "remittance_lines.order_reference")?)
            .map_err(|_| Impossible("remittance_lines.order_reference"))?,
        kind: LineKind::parse(parsed(6, "remittance_lines.kind")?)
            .ok_or(Impossible("remittance_lines.kind"))?,
        amount: Amount::new(to_integer(row, 7, "remittance_lines.amount")?)
            .ok_or(Impossible("remittance_lines.amount"))?,
        currency: Currency::parse(parsed(8, "remittance_lines.currency")?)
            .map_err(|_| Impossible("remittance_lines.currency"))?,
        made: to_moment(row, 9, "remittance_lines.made_ms")?,
        day: to_day(row, 10, "remittance_lines.day")?,
    })
}

/// Points of sale with open lines whose remittance nobody has taken.
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
            let merchant = to_merchant(row, 0, "points_of_sale.merchant_id")?;
            Ok((merchant, to_reference(row, 1, "points_of_sale.reference")?))
        },
    }
}
