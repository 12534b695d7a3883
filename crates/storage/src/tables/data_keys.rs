//! The vault's data keys, sealed by the master key.

use gateway::ports::CommitError;
use rusqlite::{Connection, types::Value};
use vault::{DataKeyPurpose, SealedDataKey};

use super::column::text;
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

pub(super) fn insert(key: SealedDataKey) -> Step {
    Step::new(
        "INSERT INTO data_keys (id, purpose, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        vec![Value::Integer(i64::from(key.id)), text(key.purpose.as_str()), Value::Blob(key.sealed)],
    )
    .or_fail(CommitError::IdTaken)
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<SealedDataKey>, ReadError> {
    let mut statement = connection.prepare_cached("SELECT id, purpose, sealed FROM data_keys")?;
    let mut rows = statement.query([])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let purpose: String = row.get(1)?;
        let purpose = DataKeyPurpose::parse(&purpose).ok_or(Impossible("data_keys.purpose"))?;
        keys.push(SealedDataKey { id: row.get(0)?, purpose, sealed: row.get(2)? });
    }
    Ok(keys)
}
