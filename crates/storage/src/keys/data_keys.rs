//! The vault's data keys, sealed by the master key.

use gateway::ports::CommitError;
use vault::{DataKeyPurpose, SealedDataKey};

use crate::{
    bind::text, cells::Cells, columns::table, error::Impossible, query::Query, step::Step, table::Table,
    value::Value,
};

table! {
    data_keys: id, purpose, sealed
}

pub(super) fn insert(key: SealedDataKey) -> Step {
    Step::new(
        Table::DataKeys,
        "INSERT INTO data_keys (id, purpose, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        vec![Value::Integer(i64::from(key.id)), text(key.purpose.as_str()), Value::Blob(key.sealed)],
    )
    .or_fail(CommitError::IdTaken)
}

pub(crate) fn all() -> Query<SealedDataKey> {
    Query { sql: concat!("SELECT ", columns!(), " FROM data_keys"), values: Vec::new(), read }
}

fn read(row: &dyn Cells) -> Result<SealedDataKey, Impossible> {
    Ok(SealedDataKey {
        id: row.number(COLUMN.id)?,
        purpose: row.parsed(COLUMN.purpose, DataKeyPurpose::parse)?,
        sealed: row.blob(COLUMN.sealed)?.to_vec(),
    })
}
