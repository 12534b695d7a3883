//! What is personal of transfers. A row goes when its time is over.

use domain::transfer::{Details, Transfer};
use gateway::ports::Oldest;
use jiff::Timestamp;
use primitives::{MerchantId, OrderReference, Sealed, TransactionId};

use crate::{
    bind::{count, maybe_text, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    transfer_payees: holder, order_reference, echo, echo_format
}
pub(super) use columns as payee_columns;

pub(super) fn insert(transfer: &Transfer, iban: &Sealed) -> Option<Step> {
    let details = transfer.details.as_ref()?;
    Some(Step::new(
        Table::TransferPayees,
        "INSERT INTO transfer_payees (merchant_id, id, iban, holder, order_reference, echo, echo_format, made_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            Value::Integer(transfer.merchant.number()),
            Value::Integer(transfer.id.number()),
            Value::Blob(iban.as_bytes().to_vec()),
            text(&details.holder),
            maybe_text(details.order_reference.as_ref().map(OrderReference::as_str)),
            text(details.echo.json()),
            Value::Integer(details.echo.format()),
            moment(transfer.created),
        ],
    ))
}

pub(super) fn iban(merchant: MerchantId, id: TransactionId) -> Query<Sealed> {
    Query {
        sql: "SELECT iban FROM transfer_payees WHERE merchant_id = $1 AND id = $2",
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read: |row| Ok(Sealed::new(row.blob(IBAN.alone())?.to_vec())),
    }
}

const IBAN: Column = Column::nth(4, "transfer_payees.iban");

/// Reads what is left of the payee. `None` once it has been forgotten.
pub(super) fn read(row: &dyn Cells) -> Result<Option<Details>, Impossible> {
    let Some(holder) = row.maybe_text(COLUMN.holder)? else { return Ok(None) };
    Ok(Some(Details {
        holder: holder.to_owned(),
        order_reference: row.maybe_text(COLUMN.order_reference)?.map(OrderReference::stored),
        echo: row.echo(COLUMN.echo, COLUMN.echo_format)?,
    }))
}

/// Reads the sealed account number that is selected behind the columns of the table.
pub(super) fn read_iban(row: &dyn Cells) -> Result<Option<Sealed>, Impossible> {
    Ok(row.maybe_blob(IBAN)?.map(|bytes| Sealed::new(bytes.to_vec())))
}

/// Whether a bank is still to be asked about the transfer, or its file is not closed.
macro_rules! is_needed {
    () => {
        "EXISTS (SELECT 1 FROM transfers t WHERE t.merchant_id = transfer_payees.merchant_id AND t.id = transfer_payees.id
                 AND (t.wake_at_ms IS NOT NULL OR t.open_day IS NOT NULL))"
    };
}

/// Finds at most `most` payees of transfers that were made between two times, the oldest first. Those of transfers in progress are not
/// due.
pub(crate) fn oldest(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: concat!(
            "SELECT COUNT(*), COUNT(CASE WHEN NOT is_needed THEN 1 END), MAX(made_ms) FROM
                 (SELECT made_ms, ",
            is_needed!(),
            " AS is_needed FROM transfer_payees WHERE made_ms >= $1 AND made_ms <= $2
              ORDER BY made_ms LIMIT $3) AS due"
        ),
        values: vec![Value::Integer(from), moment(limit), count(most)],
        read: read_oldest,
    }
}

/// Deletes what [`oldest`] finds due.
pub(crate) fn delete_oldest(from: i64, limit: Timestamp, most: usize) -> Step {
    Step::new(
        Table::TransferPayees,
        concat!(
            "DELETE FROM transfer_payees WHERE (merchant_id, id) IN
                 (SELECT merchant_id, id FROM transfer_payees WHERE made_ms >= $1 AND made_ms <= $2
                  ORDER BY made_ms LIMIT $3)
               AND NOT ",
            is_needed!()
        ),
        vec![Value::Integer(from), moment(limit), count(most)],
    )
}
