//! The vault's data keys, sealed by the master key.

use gateway::ports::CommitError;
use vault::{DataKeyPurpose, SealedDataKey};

use crate::{
    cells::Cells,
    column::{text, to_blob, to_integer, to_text},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

pub(super) fn insert(key: SealedDataKey) -> Step {
    Step::new(
        Table::DataKeys,
        "INSERT INTO data_keys (id, purpose, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        vec![Value::Integer(i64::from(key.id)), text(key.purpose.as_str()), Value::Blob(key.sealed)],
    )
    .or_fail(CommitError::IdTaken)
}

pub(crate) fn all() -> Query<SealedDataKey> {
    Query { sql: "SELECT id, purpose, sealed FROM data_keys", values: Vec::new(), read }
}

fn read(row: &dyn Cells) -> Result<SealedDataKey, Impossible> {
    let id = to_integer(row, 0, "data_keys.id")?;
    let purpose = to_text(row, 1, "data_keys.purpose")?;
    Ok(SealedDataKey {
        id: id.try_into().map_err(|_| Impossible("data_keys.id"))?,
        purpose: DataKeyPurpose::parse(purpose).ok_or(Impossible("data_keys.purpose"))?,
        sealed: to_blob(row, 2, "data_keys.sealed")?.to_vec(),
    })
}
