//! The vault's data keys, sealed by the master key.

use gateway::ports::{CommitError, DataKeyRecord, Lease};
use jiff::Timestamp;
use vault::{DataKeyPurpose, SealedDataKey};

use crate::{
    bind::{moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    data_keys: id, purpose, sealed, made_ms, resealed_ms, retired_ms
}

/// The lock under which values are sealed (shared) and a key is retired (alone). The triggers of PostgreSQL's migration 9 name it
/// as well. Ids of merchants, which are locks too, are positive.
const SEALING_LOCK: i64 = -7421;

/// The lock under which successors are added and master keys replaced: what is added is sealed by the master key that seals its
/// predecessor when it is committed, and not only when that was read.
const MASTER_LOCK: i64 = -7422;

/// Returns the bytes by which sealed values name a data key.
pub(super) fn mark(id: u32) -> Value {
    Value::Blob(id.to_be_bytes().to_vec())
}

pub(super) fn insert(key: SealedDataKey, at: Timestamp) -> Step {
    Step::new(
        Table::DataKeys,
        "INSERT INTO data_keys (id, purpose, sealed, made_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        vec![number(key.id), text(key.purpose.as_str()), Value::Blob(key.sealed), moment(at)],
    )
    .or_fail(CommitError::IdTaken)
}

/// Adds a key, where its predecessor is sealed as it was read.
pub(super) fn succeed(key: SealedDataKey, predecessor: SealedDataKey, at: Timestamp) -> Step {
    Step::new(
        Table::DataKeys,
        "INSERT INTO data_keys (id, purpose, sealed, made_ms)
         SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM data_keys WHERE id = $5 AND sealed = $6)
         ON CONFLICT DO NOTHING",
        vec![
            number(key.id),
            text(key.purpose.as_str()),
            Value::Blob(key.sealed),
            moment(at),
            number(predecessor.id),
            Value::Blob(predecessor.sealed),
        ],
    )
    .alone(MASTER_LOCK)
    .or_fail(CommitError::Stale)
}

pub(super) fn rewrap(key: SealedDataKey, old: Vec<u8>) -> Step {
    Step::new(
        Table::DataKeys,
        "UPDATE data_keys SET sealed = $1 WHERE id = $2 AND sealed = $3",
        vec![Value::Blob(key.sealed), number(key.id), Value::Blob(old)],
    )
    .alone(MASTER_LOCK)
    .or_fail(CommitError::Stale)
}

/// Destroys a key under which nothing is sealed. The lock waits for values that others have added and not yet committed, and the
/// statement sees them. Meanwhile whoever adds a card or a session waits.
pub(crate) fn retire(id: u32, at: Timestamp) -> Step {
    Step::new(
        Table::DataKeys,
        "UPDATE data_keys SET sealed = $1, retired = $2, retired_ms = $3
         WHERE id = $4 AND purpose = 'SEAL' AND retired_ms IS NULL
           AND EXISTS (SELECT 1 FROM data_keys AS n WHERE n.purpose = 'SEAL' AND n.retired_ms IS NULL AND n.id > $4)
           AND NOT EXISTS (SELECT 1 FROM cards WHERE substr(pan, 2, 4) = $2)
           AND NOT EXISTS (SELECT 1 FROM encryption_keys WHERE substr(private_half, 2, 4) = $2)
           AND NOT EXISTS (SELECT 1 FROM sessions WHERE substr(sealed_secret, 2, 4) = $2)
           AND NOT EXISTS (SELECT 1 FROM payment_links WHERE substr(sealed_secret, 2, 4) = $2)
           AND NOT EXISTS (SELECT 1 FROM transfer_payees WHERE substr(iban, 2, 4) = $2)
           AND NOT EXISTS (SELECT 1 FROM authentications WHERE substr(value, 2, 4) = $2)",
        vec![Value::Blob(Vec::new()), mark(id), moment(at), number(id)],
    )
    .alone(SEALING_LOCK)
    .brief()
    .or_fail(CommitError::KeyInUse)
}

pub(super) fn note_resealed(id: u32, at: Timestamp) -> Step {
    Step::new(
        Table::DataKeys,
        "UPDATE data_keys SET resealed_ms = $1 WHERE id = $2 AND resealed_ms IS NULL",
        vec![moment(at), number(id)],
    )
    .or_fail(CommitError::Stale)
}

/// Takes the work of sealing values anew under a key, where nobody has it.
pub(super) fn take(id: u32, lease: Lease) -> Step {
    Step::new(
        Table::DataKeys,
        "UPDATE data_keys SET leased_until_ms = $1
         WHERE id = $2 AND (leased_until_ms IS NULL OR leased_until_ms <= $3)",
        vec![moment(lease.until), number(id), moment(lease.from)],
    )
    .or_fail(CommitError::Stale)
}

/// Finds the keys that are not retired. The statement names no column that a store of an earlier version lacks, because `guichet
/// doctor` reads such a store as it is.
pub(crate) fn all() -> Query<SealedDataKey> {
    Query {
        sql: "SELECT id, purpose, sealed FROM data_keys WHERE length(sealed) > 0",
        values: Vec::new(),
        read,
    }
}

pub(crate) fn records() -> Query<DataKeyRecord> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM data_keys ORDER BY id"),
        values: Vec::new(),
        read: |row| {
            let retired = row.maybe_moment(COLUMN.retired_ms)?;
            let key = read(row)?;
            Ok(DataKeyRecord {
                id: key.id,
                purpose: key.purpose,
                key: retired.is_none().then_some(key),
                made: row.maybe_moment(COLUMN.made_ms)?,
                resealed: row.maybe_moment(COLUMN.resealed_ms)?,
                retired,
            })
        },
    }
}

fn read(row: &dyn Cells) -> Result<SealedDataKey, Impossible> {
    Ok(SealedDataKey {
        id: row.number(COLUMN.id)?,
        purpose: row.parsed(COLUMN.purpose, DataKeyPurpose::parse)?,
        sealed: row.blob(COLUMN.sealed)?.to_vec(),
    })
}

fn number(id: u32) -> Value {
    Value::Integer(i64::from(id))
}

#[cfg(test)]
mod tests {
    use vault::SealedColumn;

    use super::*;

    #[test]
    fn a_key_is_retired_only_where_no_column_has_a_value_under_it() {
        let step = retire(1, Timestamp::UNIX_EPOCH);
        for column in SealedColumn::ALL {
            let (table, column) = (column.table(), column.column());
            let asked = format!("NOT EXISTS (SELECT 1 FROM {table} WHERE substr({column}, 2, 4) = $2)");
            assert!(step.sql.contains(&asked), "{table}.{column}");
        }
    }
}
