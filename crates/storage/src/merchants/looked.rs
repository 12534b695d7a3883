//! How far the worker that forgets has looked at the payments of each merchant.

use gateway::ports::Looked;
use jiff::Timestamp;

use crate::{
    bind::{count, moment},
    columns::Column,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

pub(crate) fn set(looked: Looked) -> Step {
    Step::new(
        Table::Merchants,
        "UPDATE merchants SET looked_past = $1, looked_ms = $2 WHERE id = $3 AND looked_past <= $1",
        vec![Value::Integer(looked.past), moment(looked.at), Value::Integer(looked.merchant.number())],
    )
}

/// Returns the merchants that were looked at before a time, the longest ago first. Of those of one time the one whose payments are
/// the oldest comes first.
pub(crate) fn to_look_at(before: Timestamp, most: usize) -> Query<Looked> {
    Query {
        sql: "SELECT id, looked_past, looked_ms FROM merchants WHERE looked_ms < $1 ORDER BY looked_ms, looked_past LIMIT $2",
        values: vec![moment(before), count(most)],
        read: |row| {
            Ok(Looked {
                merchant: row.merchant(Column::nth(0, "merchants.id"))?,
                past: row.integer(Column::nth(1, "merchants.looked_past"))?,
                at: row.moment(Column::nth(2, "merchants.looked_ms"))?,
            })
        },
    }
}
