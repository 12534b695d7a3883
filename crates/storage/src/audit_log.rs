//! The audit log: who did what to which thing, when, and from where. A line is written in the same commit as the thing, never
//! changes, and is deleted when its time is over.

use std::net::IpAddr;

use async_trait::async_trait;
use gateway::ports::{
    Audit, AuditFilter, AuditLine, LineColumns, Oldest, Stamps, StoreError, StoredAuditLine,
};
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{
    bind::{count, maybe_text, moment, text},
    cells::{Cell, Cells},
    columns::{Column, table},
    database::Database,
    engine::Engine,
    error::Impossible,
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    audit_log: id, at_ms, merchant_id, action, subject, actor, address
}

/// The merchant number of a line about the gateway itself.
const GATEWAY: i64 = 0;

#[async_trait]
impl<E: Engine> Audit for Database<E> {
    async fn audit_lines(
        &self,
        filter: &AuditFilter,
        most: usize,
    ) -> Result<Vec<StoredAuditLine>, StoreError> {
        let ends = self.engine.first(ends()).await?;
        let Some((first, last)) = ends.flatten() else { return Ok(Vec::new()) };
        let (mut found, mut to) = (Vec::new(), last);
        while found.len() < most && to >= first {
            let from = to.saturating_sub(LINES_PER_QUERY - 1);
            found.extend(self.engine.all(matching(filter, (from, to), most - found.len())).await?);
            to = from.saturating_sub(1);
        }
        Ok(found)
    }
}

macro_rules! insert {
    ($column:literal, $id:literal) => {
        concat!(
            "INSERT INTO audit_log (",
            $column,
            "at_ms, merchant_id, action, subject, actor, address, stamp) VALUES (",
            $id,
            "$1, $2, $3, $4, $5, $6, $7)"
        )
    };
}

const INSERT: &str = insert!("", "");

/// The id is greater than that of every line and of every line that was ever in a block, also if somebody has deleted the last ones:
/// a line among those of a block would never be gathered. Where the head was deleted the engine chooses the id.
const INSERT_WITH_ID: &str = insert!(
    "id, ",
    "(SELECT MAX(last_id, (SELECT COALESCE(MAX(id), 0) FROM audit_log)) + 1 FROM audit_head), "
);

/// Stamps the line. Without `stamps` it is one of a store whose vault is not open.
pub(super) fn insert(at: Timestamp, line: AuditLine, stamps: Option<&dyn Stamps>, reuses_ids: bool) -> Step {
    let address = line.address.map(|address| address.to_string());
    let actor = line.actor.to_string();
    let merchant = line.merchant.map_or(GATEWAY, MerchantId::number);
    let stamp = stamps.map(|stamps| {
        stamps.stamp(&LineColumns {
            at_ms: at.as_millisecond(),
            merchant,
            action: line.action,
            subject: &line.subject,
            actor: Some(&actor),
            address: address.as_deref(),
        })
    });
    Step::new(
        Table::AuditLog,
        if reuses_ids { INSERT_WITH_ID } else { INSERT },
        vec![
            moment(at),
            Value::Integer(merchant),
            text(line.action),
            Value::Text(line.subject),
            Value::Text(actor),
            maybe_text(address.as_deref()),
            stamp.map_or(Value::Null, Value::Blob),
        ],
    )
    .with_witness(is_written)
}

/// The lines of `$3` or before among the `$2` oldest from the id `$1` on. Ids rise in the order in which lines were written.
macro_rules! oldest {
    ($of:literal) => {
        concat!(
            "(SELECT id FROM (SELECT id, at_ms FROM audit_log WHERE id >= $1",
            $of,
            " ORDER BY id LIMIT $2) AS oldest WHERE at_ms <= $3)"
        )
    };
}

/// Lines of blocks that were forgotten. No other line is deleted.
macro_rules! forgotten {
    () => {
        oldest!(" AND id <= (SELECT MAX(forgotten_to) FROM audit_head)")
    };
}

/// The lines that may be deleted.
pub(super) fn oldest(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: concat!("SELECT COUNT(*), COUNT(*), MAX(id) FROM ", forgotten!(), " AS due"),
        values: vec![Value::Integer(from), count(most), moment(limit)],
        read: read_oldest,
    }
}

pub(super) fn delete_oldest(from: i64, limit: Timestamp, most: usize) -> Step {
    const SQL: &str = concat!("DELETE FROM audit_log WHERE id IN ", forgotten!());
    Step::new(Table::AuditLog, SQL, vec![Value::Integer(from), count(most), moment(limit)])
}

/// Counts the lines whose time is over, also those that cannot be deleted yet.
pub(super) fn count_due(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: concat!("SELECT COUNT(*) FROM ", oldest!(""), " AS due"),
        values: vec![Value::Integer(i64::MIN), count(most), moment(limit)],
        read: |row| row.integer(Column::only("audit_log.due")),
    }
}

/// The query reads only the newest million lines: fewer are written while somebody waits for the outcome of a commit.
/// A row's `xmin` is the lower half of the id of the transaction that wrote it.
const IS_WRITTEN: &str = "\
    SELECT COUNT(*) FROM audit_log
    WHERE at_ms = $1 AND merchant_id = $2 AND action = $3 AND subject = $4
      AND xmin = ($5 & 4294967295)::text::xid AND id > (SELECT MAX(id) FROM audit_log) - 1000000";

/// Takes the first four values of [`insert`], which tell the line from others of the transaction.
fn is_written(values: &[Value], transaction: i64) -> Query<bool> {
    let values = values.iter().take(4).cloned().chain([Value::Integer(transaction)]).collect();
    Query { sql: IS_WRITTEN, values, read: |row| Ok(matches!(row.cell(0), Cell::Integer(1..))) }
}

/// The number of ids among which one query looks for lines that match. Few lines may match, and no index leads to them, because
/// each payment writes lines: a query that looked through a whole log would take too long.
const LINES_PER_QUERY: i64 = 50_000;

/// Returns the first and the last id; `None` where there is no line.
fn ends() -> Query<Option<(i64, i64)>> {
    Query {
        sql: "SELECT (SELECT MIN(id) FROM audit_log), (SELECT MAX(id) FROM audit_log)",
        values: Vec::new(),
        read: |row| {
            let first = row.maybe_integer(Column::nth(0, "audit_log.id"))?;
            Ok(first.zip(row.maybe_integer(Column::nth(1, "audit_log.id"))?))
        },
    }
}

/// The merchant number by which a query asks for the lines of all.
const EVERYBODY: i64 = -1;

/// Returns the newest lines that match, of those with ids from one to another. PostgreSQL takes the type of a placeholder from the
/// column that it is compared with first.
pub(super) fn matching(filter: &AuditFilter, (from, to): (i64, i64), most: usize) -> Query<StoredAuditLine> {
    let word = |word: &Option<String>| text(word.as_deref().unwrap_or_default());
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM audit_log
             WHERE (merchant_id = $1 OR $1 = -1) AND (action = $2 OR $2 = '')
               AND (actor = $3 OR SUBSTR(actor, 1, LENGTH($3) + 1) = $3 || ':' OR $3 = '')
               AND (address = $4 OR $4 = '') AND (SUBSTR(subject, 1, LENGTH($5)) = $5 OR $5 = '')
               AND at_ms >= $6 AND at_ms < $7 AND id >= $8 AND id <= $9
             ORDER BY id DESC LIMIT $10"
        ),
        values: vec![
            Value::Integer(filter.merchant.map_or(EVERYBODY, MerchantId::number)),
            word(&filter.action),
            word(&filter.actor),
            text(&filter.address.map(|address: IpAddr| address.to_string()).unwrap_or_default()),
            word(&filter.subject),
            filter.since.map_or(Value::Integer(i64::MIN), moment),
            filter.until.map_or(Value::Integer(i64::MAX), moment),
            Value::Integer(from),
            Value::Integer(to),
            count(most),
        ],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<StoredAuditLine, Impossible> {
    let merchant = match row.integer(COLUMN.merchant_id)? {
        GATEWAY => None,
        _ => Some(row.merchant(COLUMN.merchant_id)?),
    };
    Ok(StoredAuditLine {
        id: row.integer(COLUMN.id)?,
        at: row.moment(COLUMN.at_ms)?,
        merchant,
        action: row.text(COLUMN.action)?.to_owned(),
        subject: row.text(COLUMN.subject)?.to_owned(),
        actor: row.maybe_text(COLUMN.actor)?.map(str::to_owned),
        address: row.maybe_text(COLUMN.address)?.map(str::to_owned),
    })
}
