//! Remittances: one for each point of sale and day. A worker leases the row before it gathers or closes the
//! remittance, so only one does it at a time.

use domain::remittance::{Remittance, RemittanceKey, Total};
use gateway::ports::{CommitError, Lease};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use primitives::MerchantId;

use super::totals::{self, total_columns};
use crate::{
    bind::{count, day, moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    remittances: merchant_id, point_of_sale, day, made_ms, closed
}

fn values_of(key: &RemittanceKey) -> [Value; 3] {
    [Value::Integer(key.merchant.number()), text(key.point_of_sale.as_str()), day(key.day)]
}

pub(super) fn take(key: &RemittanceKey, lease: Lease) -> Step {
    let [merchant, point_of_sale, day] = values_of(key);
    Step::new(
        Table::Remittances,
        "INSERT INTO remittances (merchant_id, point_of_sale, day, made_ms, closed, leased_until_ms)
         VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (merchant_id, point_of_sale, day) DO UPDATE SET leased_until_ms = excluded.leased_until_ms
         WHERE remittances.closed = 0 AND remittances.leased_until_ms <= $4",
        vec![merchant, point_of_sale, day, moment(lease.from), moment(lease.until)],
    )
    .or_fail(CommitError::Stale)
}

/// Extends the lease of a remittance that is not closed.
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

/// Returns whether the remittance is closed.
pub(crate) fn state(key: &RemittanceKey) -> Query<bool> {
    Query {
        sql: "SELECT closed FROM remittances WHERE merchant_id = $1 AND point_of_sale = $2 AND day = $3",
        values: values_of(key).into(),
        read: |row| row.truth(COLUMN.closed.alone()),
    }
}

pub(crate) fn abandoned(now: Timestamp, most: usize) -> Query<RemittanceKey> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM remittances WHERE closed = 0 AND leased_until_ms <= $1 ORDER BY day LIMIT $2"
        ),
        values: vec![moment(now), count(most)],
        read: |row| Ok(read(row)?.key),
    }
}

/// Returns a row for each total of a remittance, or one row without a total; the newest day comes first.
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
        sql: concat!(
            "SELECT ",
            columns!("r"),
            ", ",
            total_columns!("t"),
            "
              FROM (SELECT * FROM remittances WHERE merchant_id BETWEEN $1 AND $2
                      AND day BETWEEN $3 AND $4
                    ORDER BY day DESC, merchant_id, point_of_sale LIMIT $5) r
              LEFT JOIN remittance_totals t
                ON t.merchant_id = r.merchant_id AND t.point_of_sale = r.point_of_sale AND t.day = r.day
              ORDER BY r.day DESC, r.merchant_id, r.point_of_sale, t.currency, t.kind"
        ),
        values: vec![Value::Integer(low), Value::Integer(high), day(first), day(last), count(most)],
        read: |row| Ok((read(row)?, totals::read(&row.after(&COLUMN))?)),
    }
}

/// Reads a remittance without its totals.
fn read(row: &dyn Cells) -> Result<Remittance, Impossible> {
    Ok(Remittance {
        key: RemittanceKey {
            merchant: row.merchant(COLUMN.merchant_id)?,
            point_of_sale: row.reference(COLUMN.point_of_sale)?,
            day: row.day(COLUMN.day)?,
        },
        made: row.moment(COLUMN.made_ms)?,
        closed: row.truth(COLUMN.closed)?,
        totals: Vec::new(),
    })
}

/// Gathers the totals of each remittance.
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
