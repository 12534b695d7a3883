//! The values that data keys seal, in all tables: found, counted and replaced by the key that they name. A sealed value names its key
//! in its bytes 2 to 5 (`vault::key_of`), and each table has an index over these bytes.

use gateway::ports::{SealedRow, SealedValue};
use primitives::{AliasToken, EncryptionKeyId};
use vault::SealedColumn;

use super::data_keys::mark;
use crate::{
    bind::{count, text},
    cells::Cells,
    columns::Column,
    error::Impossible,
    query::{Query, Reader},
    step::Step,
    table::Table,
    value::Value,
};

/// The statements of one column.
struct Statements {
    table: Table,
    find: &'static str,
    first_before: &'static str,
    count_before: &'static str,
    count_by_key: &'static str,
    replace: &'static str,
    read: Reader<SealedValue>,
    /// A value before every id of a row.
    first: fn() -> Value,
}

macro_rules! statements {
    ($table:literal, $column:literal, by $id:literal) => {
        statements!($table, $column, by $id, counted "")
    };
    ($table:literal, $column:literal, by $id:literal, counted $counted:literal) => {
        Statements {
            find: concat!(
                "SELECT merchant_id, ",
                $id,
                ", ",
                $column,
                " FROM ",
                $table,
                "
                 WHERE substr(",
                $column,
                ", 2, 4) = $1 AND (merchant_id, ",
                $id,
                ") > ($2, $3)
                 ORDER BY merchant_id, ",
                $id,
                " LIMIT $4"
            ),
            first_before: concat!(
                "SELECT merchant_id FROM ",
                $table,
                "
                 WHERE substr(",
                $column,
                ", 2, 4) < $1 ORDER BY substr(",
                $column,
                ", 2, 4), merchant_id, ",
                $id,
                " LIMIT 1"
            ),
            count_before: concat!(
                "SELECT COUNT(*) FROM (SELECT merchant_id FROM ",
                $table,
                "
                 WHERE substr(",
                $column,
                ", 2, 4) < $1 ORDER BY substr(",
                $column,
                ", 2, 4), merchant_id, ",
                $id,
                " LIMIT $2) AS older"
            ),
            count_by_key: concat!(
                "SELECT substr(",
                $column,
                ", 2, 4), COUNT(*) FROM ",
                $table,
                " GROUP BY substr(",
                $column,
                ", 2, 4)"
            ),
            replace: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = $1
                 WHERE merchant_id = $2 AND ",
                $id,
                " = $3 AND ",
                $column,
                " = $4"
            ),
            ..NOTHING
        }
    };
}

const NOTHING: Statements = Statements {
    table: Table::Cards,
    find: "",
    first_before: "",
    count_before: "",
    count_by_key: "",
    replace: "",
    read: read_card,
    first: || Value::Integer(i64::MIN),
};

const fn of(column: SealedColumn) -> Statements {
    match column {
        SealedColumn::CardNumber => {
            let first = || text("");
            Statements { first, ..statements!("cards", "pan", by "token") }
        }
        SealedColumn::PrivateHalf => Statements {
            table: Table::EncryptionKeys,
            read: read_private_half,
            ..statements!("encryption_keys", "private_half", by "id")
        },
        SealedColumn::SessionSecret => Statements {
            table: Table::Sessions,
            read: read_session,
            ..statements!("sessions", "sealed_secret", by "number")
        },
        SealedColumn::LinkSecret => Statements {
            table: Table::PaymentLinks,
            read: read_link,
            ..statements!("payment_links", "sealed_secret", by "number")
        },
        SealedColumn::PayeeIban => Statements {
            table: Table::TransferPayees,
            read: read_payee,
            ..statements!("transfer_payees", "iban", by "id")
        },
        // Most have no value.
        SealedColumn::AuthenticationValue => Statements {
            table: Table::Authentications,
            read: read_authentication,
            ..statements!("authentications", "value", by "number", counted " WHERE value IS NOT NULL")
        },
    }
}

/// Finds values under a key, in the order of their rows and behind `after`.
pub(crate) fn find(
    column: SealedColumn,
    data_key: u32,
    after: Option<&SealedRow>,
    most: usize,
) -> Query<SealedValue> {
    let Statements { find, read, first, .. } = of(column);
    let [merchant, id] = after.map_or_else(|| [Value::Integer(i64::MIN), first()], key);
    Query { sql: find, values: vec![mark(data_key), merchant, id, count(most)], read }
}

/// Finds the first value under a key older than this one. It is one step in the index, also where the statistics of a table are of a
/// time before most values were sealed anew: the order keeps the planner from reading the table.
pub(crate) fn first_before(column: SealedColumn, data_key: u32) -> Query<()> {
    Query { sql: of(column).first_before, values: vec![mark(data_key)], read: |_| Ok(()) }
}

/// Counts values under keys older than this one, up to `most`.
pub(crate) fn count_before(column: SealedColumn, data_key: u32, most: usize) -> Query<i64> {
    Query {
        sql: of(column).count_before,
        values: vec![mark(data_key), count(most)],
        read: |row| row.integer(COUNT.alone()),
    }
}

pub(crate) fn count_by_key(column: SealedColumn) -> Query<(Option<u32>, usize)> {
    Query {
        sql: of(column).count_by_key,
        values: Vec::new(),
        read: |row| {
            let mark = row.maybe_blob(Column::nth(0, "sealed"))?;
            let id = mark.and_then(|mark| mark.try_into().ok()).map(u32::from_be_bytes);
            Ok((id, row.number(COUNT)?))
        },
    }
}

/// Replaces a value, unless another has replaced it.
pub(crate) fn replace(row: &SealedRow, sealed: Vec<u8>, old: Vec<u8>) -> Step {
    let Statements { table, replace, .. } = of(row.column());
    let [merchant, id] = key(row);
    Step::new(table, replace, vec![Value::Blob(sealed), merchant, id, Value::Blob(old)])
}

fn key(row: &SealedRow) -> [Value; 2] {
    let (merchant, id) = match row {
        SealedRow::CardNumber { merchant, token } => (merchant, text(token.as_str())),
        SealedRow::PrivateHalf { merchant, id } => (merchant, Value::Integer(i64::from(id.number()))),
        SealedRow::SessionSecret { merchant, number } => (merchant, Value::Integer(number.number())),
        SealedRow::LinkSecret { merchant, number } => (merchant, Value::Integer(number.number())),
        SealedRow::PayeeIban { merchant, id } | SealedRow::AuthenticationValue { merchant, number: id } => {
            (merchant, Value::Integer(id.number()))
        }
    };
    [Value::Integer(merchant.number()), id]
}

const COUNT: Column = Column::nth(1, "sealed");
const MERCHANT: Column = Column::nth(0, "merchant_id");
const ID: Column = Column::nth(1, "id of a sealed row");
const SEALED: Column = Column::nth(2, "sealed");

fn read_card(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let (merchant, token) = (row.merchant(MERCHANT)?, AliasToken::stored(row.text(ID)?));
    value(row, SealedRow::CardNumber { merchant, token })
}

fn read_private_half(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let id = EncryptionKeyId::new(row.number(ID)?).ok_or(ID.impossible())?;
    value(row, SealedRow::PrivateHalf { merchant: row.merchant(MERCHANT)?, id })
}

fn read_session(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let (merchant, number) = (row.merchant(MERCHANT)?, row.session(ID)?);
    value(row, SealedRow::SessionSecret { merchant, number })
}

fn read_link(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let (merchant, number) = (row.merchant(MERCHANT)?, row.link(ID)?);
    value(row, SealedRow::LinkSecret { merchant, number })
}

fn read_payee(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let (merchant, id) = (row.merchant(MERCHANT)?, row.transaction(ID)?);
    value(row, SealedRow::PayeeIban { merchant, id })
}

fn read_authentication(row: &dyn Cells) -> Result<SealedValue, Impossible> {
    let (merchant, number) = (row.merchant(MERCHANT)?, row.transaction(ID)?);
    value(row, SealedRow::AuthenticationValue { merchant, number })
}

fn value(row: &dyn Cells, name: SealedRow) -> Result<SealedValue, Impossible> {
    Ok(SealedValue { row: name, sealed: row.blob(SEALED)?.to_vec() })
}
