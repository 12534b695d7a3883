//! Transfers: what was asked never changes; the state changes, guarded by its version.

use domain::{
    ReturnCode,
    transfer::{Account, Transfer},
};
use gateway::ports::{CommitError, FilePart, FiledTransfer, Lease, Versioned};
use jiff::{Timestamp, civil::Date};
use primitives::{Bic, Iban, MaskedIban, MerchantId, TransactionId};

use super::{
    payees::{self, payee_columns},
    state::{self, StateColumns},
};
use crate::{
    bind::{count, day as bound, maybe_moment, maybe_text, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    transfers:
    merchant_id, id, point_of_sale, payment_method_id, created_ms, amount, payer_iban, payer_bic, payer_holder, payee_bic,
    payee_iban, stage, attempt, due_ms, code, open_day, file_day, settles, look, answered, version
}

const STATE: StateColumns = StateColumns {
    stage: COLUMN.stage,
    attempt: COLUMN.attempt,
    due: COLUMN.due_ms,
    code: COLUMN.code,
    open_day: COLUMN.open_day,
    file_day: COLUMN.file_day,
    settles: COLUMN.settles,
    look: COLUMN.look,
};

macro_rules! select {
    ($more:literal, $which:literal) => {
        concat!(
            "SELECT ",
            columns!("t"),
            ", ",
            payee_columns!("p"),
            $more,
            " FROM transfers t
             LEFT JOIN transfer_payees p ON p.merchant_id = t.merchant_id AND p.id = t.id ",
            $which
        )
    };
}

pub(super) fn insert(transfer: &Transfer) -> Step {
    let mut values = Vec::with_capacity(21);
    values.extend([
        Value::Integer(transfer.merchant.number()),
        Value::Integer(transfer.id.number()),
        text(transfer.point_of_sale.as_str()),
        text(transfer.payment_method.as_str()),
        moment(transfer.created),
        Value::Integer(transfer.amount.minor_units()),
        text(transfer.payer.iban.expose()),
        text(transfer.payer.bic.as_str()),
        text(&transfer.payer.holder),
        text(transfer.payee_bic.as_str()),
        text(transfer.payee_iban.as_str()),
    ]);
    values.extend(state::values(transfer.state));
    values.push(maybe_text(transfer.answered.map(ReturnCode::code)));
    Step::new(
        Table::Transfers,
        "INSERT INTO transfers (merchant_id, id, point_of_sale, payment_method_id, created_ms, amount, payer_iban, payer_bic,
             payer_holder, payee_bic, payee_iban, stage, attempt, due_ms, code, open_day, file_day, settles, look, wake_at_ms,
             answered, leased_until_ms, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 0, 1)
         ON CONFLICT DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(super) fn update(transfer: &Versioned<Transfer>) -> Step {
    let Versioned { value, version } = transfer;
    let mut values: Vec<Value> = state::values(value.state).into();
    values.extend([
        maybe_text(value.answered.map(ReturnCode::code)),
        Value::Integer(value.merchant.number()),
        Value::Integer(value.id.number()),
        Value::Integer(*version),
    ]);
    Step::new(
        Table::Transfers,
        "UPDATE transfers
         SET stage = $1, attempt = $2, due_ms = $3, code = $4, open_day = $5, file_day = $6, settles = $7, look = $8,
             wake_at_ms = $9, answered = $10, leased_until_ms = 0, version = version + 1
         WHERE merchant_id = $11 AND id = $12 AND version = $13",
        values,
    )
    .or_fail(CommitError::Stale)
}

/// Leases a transfer whose version is the one that was read.
pub(super) fn take(found: &Versioned<Transfer>, lease: Lease) -> Step {
    Step::new(
        Table::Transfers,
        "UPDATE transfers SET leased_until_ms = $1
         WHERE merchant_id = $2 AND id = $3 AND version = $4 AND leased_until_ms <= $5",
        vec![
            moment(lease.until),
            Value::Integer(found.value.merchant.number()),
            Value::Integer(found.value.id.number()),
            Value::Integer(found.version),
            moment(lease.from),
        ],
    )
    .or_fail(CommitError::Stale)
}

pub(crate) fn find(merchant: MerchantId, id: TransactionId) -> Query<Versioned<Transfer>> {
    Query {
        sql: select!("", "WHERE t.merchant_id = $1 AND t.id = $2"),
        values: vec![Value::Integer(merchant.number()), Value::Integer(id.number())],
        read,
    }
}

/// Returns the transfers of which the bank is to be asked and that nobody has leased, those that wait longest first.
pub(crate) fn due(now: Timestamp, most: usize) -> Query<Versioned<Transfer>> {
    Query {
        sql: select!(
            "",
            "WHERE t.wake_at_ms <= $1 AND t.leased_until_ms <= $1 AND t.wake_at_ms IS NOT NULL
             ORDER BY t.wake_at_ms LIMIT $2"
        ),
        values: vec![moment(now), count(most)],
        read,
    }
}

pub(super) fn oldest_due() -> Query<Timestamp> {
    Query {
        sql: "SELECT wake_at_ms FROM transfers WHERE wake_at_ms IS NOT NULL ORDER BY wake_at_ms LIMIT 1",
        values: Vec::new(),
        read: |row| row.moment(Column::only("transfers.wake_at_ms")),
    }
}

/// Moves the settlement of the transfers of a file to the day on which the file is executed, where it was to be earlier.
pub(super) fn settle_later(file: Date, executes: Date) -> Step {
    Step::new(
        Table::Transfers,
        "UPDATE transfers SET settles = $1, wake_at_ms = $2, version = version + 1
         WHERE file_day = $3 AND file_day IS NOT NULL AND stage = 'FILED' AND settles < $1",
        vec![bound(executes), maybe_moment(state::noon(executes)), bound(file)],
    )
}

/// Returns the first days after `after` that have transfers in no file. There are several, so that one that cannot be read does not hide
/// the others.
pub(crate) fn unfiled_days(after: Option<Date>) -> Query<Date> {
    const MOST: usize = 16;
    Query {
        sql: "SELECT DISTINCT open_day FROM transfers WHERE open_day > $1 AND open_day IS NOT NULL ORDER BY open_day LIMIT $2",
        values: vec![after.map_or_else(|| text(""), bound), count(MOST)],
        read: |row| row.day(COLUMN.open_day.alone()),
    }
}

/// Returns transfers of a day or an earlier one that are in no file, the oldest day first.
pub(crate) fn unfiled(up_to: Date, most: usize) -> Query<Versioned<Transfer>> {
    Query {
        sql: select!("", "WHERE t.open_day <= $1 AND t.open_day IS NOT NULL ORDER BY t.open_day LIMIT $2"),
        values: vec![bound(up_to), count(most)],
        read,
    }
}

/// Returns transfers of a part of a file in the order of their ids.
pub(crate) fn filed(
    file: Date,
    part: &FilePart,
    after: Option<TransactionId>,
    most: usize,
) -> Query<FiledTransfer> {
    Query {
        sql: select!(
            ", p.iban",
            "WHERE t.file_day = $1 AND t.merchant_id = $2 AND t.payer_iban = $3 AND t.payer_bic = $4
               AND t.payer_holder = $5 AND t.id > $6 AND t.file_day IS NOT NULL
             ORDER BY t.id LIMIT $7"
        ),
        values: vec![
            bound(file),
            Value::Integer(part.merchant.number()),
            text(part.payer.iban.expose()),
            text(part.payer.bic.as_str()),
            text(&part.payer.holder),
            Value::Integer(after.map_or(0, TransactionId::number)),
            count(most),
        ],
        read: |row| {
            let payee_iban = payees::read_iban(&row.after(&COLUMN))?;
            Ok(FiledTransfer { transfer: read(row)?.value, payee_iban })
        },
    }
}

fn read(row: &dyn Cells) -> Result<Versioned<Transfer>, Impossible> {
    let value = Transfer {
        id: row.transaction(COLUMN.id)?,
        merchant: row.merchant(COLUMN.merchant_id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        payment_method: row.reference(COLUMN.payment_method_id)?,
        created: row.moment(COLUMN.created_ms)?,
        amount: row.amount(COLUMN.amount)?,
        payer: Account {
            iban: Iban::stored(row.text(COLUMN.payer_iban)?),
            bic: Bic::stored(row.text(COLUMN.payer_bic)?),
            holder: row.text(COLUMN.payer_holder)?.to_owned(),
        },
        payee_bic: Bic::stored(row.text(COLUMN.payee_bic)?),
        payee_iban: MaskedIban::stored(row.text(COLUMN.payee_iban)?),
        details: payees::read(&row.after(&COLUMN))?,
        state: state::read(row, &STATE)?,
        answered: row.maybe_parsed(COLUMN.answered, ReturnCode::parse)?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}
