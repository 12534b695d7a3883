//! What is sealed under which data key, and what does not open.

use vault::{DataKeyPurpose, MasterKeyId, SealedColumn, Unopened, Vault};

use crate::{
    Gateway, Refusal,
    ports::{AuditLine, DataKeyRecord, Store, StoreError, Write},
};

/// A data key, and the values under it.
pub struct ListedKey {
    pub record: DataKeyRecord,
    pub state: KeyState,
    /// The master key that seals it. `None` where it is retired.
    pub master: Option<MasterKeyId>,
    /// The number of values in each column that are sealed under it.
    pub values: Vec<(SealedColumn, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It seals, or is the key of hashes.
    InUse,
    /// It has a successor, and opens what is still sealed under it.
    Old,
    /// It is destroyed.
    Retired,
}

/// The data keys, the oldest first, and the number of values that name a key which never was.
pub struct KeyList {
    pub keys: Vec<ListedKey>,
    pub strays: usize,
}

impl KeyList {
    /// Returns the number of values that are to be sealed anew.
    pub fn left(&self) -> usize {
        let is_left = |key: &&ListedKey| key.state != KeyState::InUse;
        self.keys.iter().filter(is_left).flat_map(|key| &key.values).map(|(_, count)| count).sum()
    }
}

/// Lists the data keys. It reads the index of every sealed value.
pub async fn list(gateway: &Gateway) -> Result<KeyList, Refusal> {
    let records = gateway.store.data_key_records().await?;
    let in_use = |purpose| {
        records.iter().rfind(|it| it.purpose == purpose && it.retired.is_none()).map(|record| record.id)
    };
    let in_use = [DataKeyPurpose::Seal, DataKeyPurpose::Hash].map(in_use);
    let listed = records.iter().map(|record| ListedKey {
        state: match record.retired {
            Some(_) => KeyState::Retired,
            None if in_use.contains(&Some(record.id)) => KeyState::InUse,
            None => KeyState::Old,
        },
        master: record.key.as_ref().and_then(vault::SealedDataKey::master_key),
        record: record.clone(),
        values: Vec::new(),
    });
    let mut list = KeyList { keys: listed.collect(), strays: 0 };
    for column in SealedColumn::ALL {
        for (id, count) in gateway.store.count_sealed(column).await? {
            match list.keys.iter_mut().find(|key| Some(key.record.id) == id) {
                Some(key) => key.values.push((column, count)),
                None => list.strays += count,
            }
        }
    }
    Ok(list)
}

/// What was found when all sealed values were opened.
#[derive(Default)]
pub struct Examined {
    pub opened: usize,
    /// The number of values that do not open, and the first of them with the reason.
    pub unopened: usize,
    pub told: Vec<String>,
}

/// Writes the audit line of an operator who has had all sealed values opened.
pub async fn note_examined(gateway: &Gateway, found: &Examined) -> Result<(), Refusal> {
    let subject = format!("{} opened, {} not", found.opened, found.unopened);
    let line = Write::Audit(AuditLine::new(None, "SEALED_VALUES_CHECKED", subject));
    Ok(gateway.store.commit(gateway.clock.now(), vec![line]).await?)
}

/// Values that are read at once.
const AT_ONCE: usize = 1_000;

/// Opens every sealed value, and names at most `most` that do not open.
pub async fn examine(store: &dyn Store, vault: &Vault, most: usize) -> Result<Examined, StoreError> {
    let mut found = Examined::default();
    let records = store.data_key_records().await?;
    for column in SealedColumn::ALL {
        for (id, count) in store.count_sealed(column).await? {
            let Some(id) = id else {
                found.unopened += count;
                let (table, column) = (column.table(), column.column());
                found.told.push(format!("{count} values of {table}.{column} are no sealed values"));
                continue;
            };
            let retired = records.iter().find(|record| record.id == id).and_then(|record| record.retired);
            let mut after = None;
            loop {
                let values = store.sealed_values(column, id, after.as_ref(), AT_ONCE).await?;
                for value in &values {
                    let reason = match vault.unseal(value.row.place(&value.row.name()), &value.sealed) {
                        Ok(_) => {
                            found.opened += 1;
                            continue;
                        }
                        Err(Unopened::UnknownKey(_)) if let Some(at) = retired => {
                            format!(
                                "it is sealed under data key {id}, which was retired at {at}: it is of a backup"
                            )
                        }
                        Err(reason) => reason.to_string(),
                    };
                    found.unopened += 1;
                    if found.told.len() < most {
                        let (table, column) = (column.table(), column.column());
                        found.told.push(format!("{table}.{column} of {}: {reason}", value.row.name()));
                    }
                }
                let is_full = values.len() == AT_ONCE;
                after = values.into_iter().next_back().map(|value| value.row);
                if !is_full {
                    break;
                }
            }
        }
    }
    Ok(found)
}
