//! Remittances and their totals: one a point of sale and day. The row is taken before anything is done to it, and so
//! serialises those who would gather and close it at once.

use domain::remittance::{LineKind, Remittance, RemittanceKey, Total};
use gateway::ports::CommitError;
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use primitives::{Currency, MerchantId};

use crate::{
    cells::Cells,
    column::{
        count, day, moment, text, to_day, to_integer, to_maybe_text, to_merchant, to_moment, to_reference,
        to_text, to_truth,
    },
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

fn values_of(key: &RemittanceKey) -> [Value; 3] {
    [Value::Integer(key.merchant.number()), text(key.point_of_sale.as_str()), day(key.day)]
}

pub(super) fn take(key: &RemittanceKey, leased_until: Timestamp, now: Timestamp) -> Step {
    let [merchant, point_of_sale, day] = values_of(key);
    Step::new(
        Table::Remittances,
        "INSERT INTO remittances (merchant_id, point_of_sale, day, made_ms, closed, leased_until_ms)
         VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (merchant_id, point_of_sale, day) DO UPDATE SET leased_until_ms = excluded.leased_until_ms
         WHERE remittances.closed = 0 AND remittances.leased_until_ms <= $4",
        vec![merchant, point_of_sale, day, moment(now), moment(leased_until)],
    )
    .or_ask(
        "SELECT closed FROM remittances WHERE merchant_id = $1 AND point_of_sale = $2 AND day = $3",
        values_of(key).into(),
        |row| {
            let closed = to_truth(row.ok_or(Impossible("remittances"))?, 0, "remittances.closed")?;
            Ok(Err(if closed { CommitError::RemittanceClosed } else { CommitError::Stale }))
        },
    )
}

/// Keeps what one has taken for longer.
pub(super) fn keep(key: &RemittanceKey, leased_until: Timestamp) -> Step {
    let [merchant, point_of_sale, day] = values_of(key);
    Step::new(
        Table::Remittances,
        "UPDATE remittances SET leased_until_ms = $1
         WHERE merchant_id = $2 AND point_of_sale = $3 AND day = $4 AND closed = 0",
        vec![moment(leased_until), merchant, point_of_sale, day],
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn close(key: &RemittanceKey) -> Step {
    Step::new(
        Table::Remittances,
        "UPDATE remittances SET closed = 1, leased_until_ms = 0
         WHERE merchant_id = $1 AND point_of_sale = $2 AND day = $3 AND closed = 0",
        values_of(key).into(),
    )
    .or_fail(CommitError::Stale)
}

pub(super) fn sum(key: &RemittanceKey) -> Step {
    Step::new(
        Table::RemittanceTotals,
        "INSERT INTO remittance_totals (merchant_id, point_of_sale, day, currency, kind, line_count, billions, rest)
         SELECT merchant_id, point_of_sale, remitted_on, currency, kind, COUNT(*),
                CAST(SUM(amount / 1000000000) AS BIGINT), CAST(SUM(amount % 1000000000) AS BIGINT)
         FROM remittance_lines
         WHERE merchant_id = $1 AND point_of_sale = $2 AND remitted_on = $3 AND remitted_on IS NOT NULL
         GROUP BY merchant_id, point_of_sale, remitted_on, currency, kind",
        values_of(key).into(),
    )
}

/// Whether it is closed.
pub(crate) fn state(key: &RemittanceKey) -> Query<bool> {
    Query {
        sql: "SELECT closed FROM remittances WHERE merchant_id = $1 AND point_of_sale = $2 AND day = $3",
        values: values_of(key).into(),
        read: |row| to_truth(row, 0, "remittances.closed"),
    }
}

pub(crate) fn abandoned(now: Timestamp, most: usize) -> Query<RemittanceKey> {
    Query {
        sql: "SELECT merchant_id, point_of_sale, day FROM remittances
              WHERE closed = 0 AND leased_until_ms <= $1 ORDER BY day LIMIT $2",
        values: vec![moment(now), count(most)],
        read: read_key,
    }
}

/// A row for each total, and one without where there is none; the newest day first.
pub(crate) fn newest(
    merchant: Option<MerchantId>,
    on: Option<Date>,
    most: usize,
) -> Query<(Remittance, Option<Total>)> {
    let (first, last) = (on.unwrap_or(date(0, 1, 1)), on.unwrap_or(date(9999, 12, 31)));
    let (low, high) = match merchant {
        Some(merchant) => (merchant.number(), merchant.number()),
        None => (0, i64::MAX),
    };
    Query {
        sql: "SELECT r.merchant_id, r.point_of_sale, r.day, r.made_ms, r.closed, t.currency, t.kind, t.line_count,
                  t.billions, t.rest
              FROM (SELECT * FROM remittances WHERE merchant_id BETWEEN $1 AND $2
                      AND day BETWEEN $3 AND $4
                    ORDER BY day DESC, merchant_id, point_of_sale LIMIT $5) r
              LEFT JOIN remittance_totals t
                ON t.merchant_id = r.merchant_id AND t.point_of_sale = r.point_of_sale AND t.day = r.day
              ORDER BY r.day DESC, r.merchant_id, r.point_of_sale, t.currency, t.kind",
        values: vec![Value::Integer(low), Value::Integer(high), day(first), day(last), count(most)],
        read,
    }
}

fn read_key(row: &dyn Cells) -> Result<RemittanceKey, Impossible> {
    Ok(RemittanceKey {
        merchant: to_merchant(row, 0, "remittances.merchant_id")?,
        point_of_sale: to_reference(row, 1, "remittances.point_of_sale")?,
        day: to_day(row, 2, "remittances.day")?,
    })
}

fn read(row: &dyn Cells) -> Result<(Remittance, Option<Total>), Impossible> {
    let key = read_key(row)?;
    let made = to_moment(row, 3, "remittances.made_ms")?;
    let closed = to_truth(row, 4, "remittances.closed")?;
    let total = match to_maybe_text(row, 5, "remittance_totals.currency")? {
        Some(currency) => Some(to_total(row, currency)?),
        None => None,
    };
    Ok((Remittance { key, made, closed, totals: Vec::new() }, total))
}

fn to_total(row: &dyn Cells, currency: &str) -> Result<Total, Impossible> {
    let billions: i128 = to_integer(row, 8, "remittance_totals.billions")?.into();
    let rest: i128 = to_integer(row, 9, "remittance_totals.rest")?.into();
    Ok(Total {
        currency: Currency::parse(currency).map_err(|_| Impossible("remittance_totals.currency"))?,
        kind: LineKind::parse(to_text(row, 6, "remittance_totals.kind")?)
            .ok_or(Impossible("remittance_totals.kind"))?,
        lines: to_integer(row, 7, "remittance_totals.line_count")?,
        minor_units: billions * 1_000_000_000 + rest,
    })
}

/// Puts the totals of each remittance together.
pub(crate) fn with_totals(rows: Vec<(Remittance, Option<Total>)>) -> Vec<Remittance> {
    let mut remittances: Vec<Remittance> = Vec::new();
    for (remittance, total) in rows {
        if remittances.last().is_none_or(|last| last.key != remittance.key) {
            remittances.push(remittance);
        }
        if let Some(last) = remittances.last_mut() {
            last.totals.extend(total);
        }
    }
    remittances
}
