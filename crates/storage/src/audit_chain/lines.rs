//! The lines of the audit log as the chain reads them: as they are stored, and also those that nobody else can read.

use gateway::ports::{ChainLine, LineColumns};

use crate::{
    bind::count,
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    value::Value,
};

table! {
    audit_log: id, at_ms, merchant_id, action, subject, actor, address, stamp
}

pub(crate) fn last() -> Query<Option<i64>> {
    Query {
        sql: "SELECT MAX(id) FROM audit_log",
        values: Vec::new(),
        read: |row| row.maybe_integer(Column::only("audit_log.id")),
    }
}

pub(crate) fn between(after: i64, to: i64, most: usize) -> Query<ChainLine> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM audit_log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3"
        ),
        values: vec![Value::Integer(after), Value::Integer(to), count(most)],
        read: |row| {
            Ok(ChainLine {
                id: row.integer(COLUMN.id)?,
                columns: columns(row).ok(),
                stamp: row
                    .maybe_blob(COLUMN.stamp)
                    .map_or_else(|_| Some(Vec::new()), |stamp| stamp.map(<[u8]>::to_vec)),
            })
        },
    }
}

fn columns(row: &dyn Cells) -> Result<LineColumns<String>, Impossible> {
    Ok(LineColumns {
        at_ms: row.integer(COLUMN.at_ms)?,
        merchant: row.integer(COLUMN.merchant_id)?,
        action: row.text(COLUMN.action)?.to_owned(),
        subject: row.text(COLUMN.subject)?.to_owned(),
        actor: row.maybe_text(COLUMN.actor)?.map(str::to_owned),
        address: row.maybe_text(COLUMN.address)?.map(str::to_owned),
    })
}
