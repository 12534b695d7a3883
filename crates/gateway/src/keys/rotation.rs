//! Makes, seals anew and retires data keys.

use jiff::{SignedDuration, Timestamp};
use vault::{DataKeyPurpose, SealedColumn, SealedDataKey, VaultError};

use super::vault_keys;
use crate::{
    Gateway, Refusal,
    ports::{AuditLine, CommitError, DataKeyRecord, KeyWrite, Write},
};

/// Commits tried for one command: two operators may rotate at once.
const MAX_COMMITS: usize = 8;

/// How old the key in use must be before an older one is retired. All instances look for new keys every five seconds, so that none
/// seals under an older one by then. One that was stopped meanwhile is refused by the store.
const KNOWN_AFTER: SignedDuration = SignedDuration::from_secs(15);

/// Why keys are not rotated or retired.
#[derive(Debug, thiserror::Error)]
pub enum RotationRefusal {
    #[error("there is no data key {0}")]
    Unknown(u32),
    #[error("data key {id} was retired at {at}")]
    Retired { id: u32, at: Timestamp },
    #[error("data key {0} is in use: `guichet keys rotate` makes its successor")]
    InUse(u32),
    #[error(
        "data key {0} is the one of hashes: cards and access keys are recognised by it, and it has no successor"
    )]
    Hash(u32),
    #[error(
        "its successor was made less than {pause} seconds ago, and instances may not know it yet: try again in {pause} seconds",
        pause = .0.as_secs()
    )]
    TooSoon(SignedDuration),
    #[error(
        "{} values are still sealed under data key {id}: {}; a gateway that serves seals them anew, and `guichet keys list` shows how \
         many are left",
        sum(.left), told(.left)
    )]
    StillSealed { id: u32, left: Vec<(SealedColumn, usize)> },
    #[error("other commands change the data keys at the same time: run this one again")]
    Changing,
    #[error("the master key cannot be read: {0}")]
    MasterKey(String),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error("the store cannot be used ({0:?}): the line above says why")]
    Store(Refusal),
}

fn sum(left: &[(SealedColumn, usize)]) -> usize {
    left.iter().map(|(_, count)| count).sum()
}

fn told(left: &[(SealedColumn, usize)]) -> String {
    let each =
        left.iter().map(|(column, count)| format!("{count} in {}.{}", column.table(), column.column()));
    each.collect::<Vec<_>>().join(", ")
}

impl<E: Into<Refusal>> From<E> for RotationRefusal {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Makes a data key, which seals from now on. Returns its id. The master key that seals its predecessor seals it, because all
/// instances have that one; where another takes its place meanwhile, the key is made again.
pub async fn rotate(gateway: &Gateway) -> Result<u32, RotationRefusal> {
    let master = gateway.master_keys.read().map_err(RotationRefusal::MasterKey)?;
    for _ in 0..MAX_COMMITS {
        let records = gateway.store.data_key_records().await?;
        let of =
            |record: &DataKeyRecord| record.key.clone().filter(|key| key.purpose == DataKeyPurpose::Seal);
        let newest = records.iter().filter_map(of).next_back().ok_or(VaultError::Incomplete)?;
        let sealed_by = newest.master_key().ok_or(VaultError::DataKeyBroken { data_key: newest.id })?;
        let id = records.last().map_or(1, |last| last.id + 1);
        let random = (gateway.random(), gateway.nonce());
        let wrong =
            VaultError::MasterKeyWrong { data_key: newest.id, needed: sealed_by, given: master.first() };
        let key = SealedDataKey::make(&master, sealed_by, id, DataKeyPurpose::Seal, random).ok_or(wrong)?;
        let audit = AuditLine::new(None, "KEY_MADE", subject(id));
        let writes = vec![KeyWrite::SucceedDataKey { key, predecessor: newest }.into(), Write::Audit(audit)];
        match gateway.store.commit(gateway.clock.now(), writes).await {
            Ok(()) => {
                vault_keys::renew(gateway).await?;
                return Ok(id);
            }
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(RotationRefusal::Changing)
}

/// Seals all data keys by the first master key. Returns the number of those that another sealed. A key may be added meanwhile, under
/// the master key of before: so it looks until no key is under another.
pub async fn rewrap(gateway: &Gateway) -> Result<usize, RotationRefusal> {
    let master = gateway.master_keys.read().map_err(RotationRefusal::MasterKey)?;
    let mut count = 0;
    for _ in 0..MAX_COMMITS {
        let mut writes: Vec<Write> = Vec::new();
        for old in gateway.store.data_keys().await? {
            if let Some(key) = old.rewrapped(&master, gateway.nonce())? {
                writes.push(KeyWrite::RewrapDataKey { key, old: old.sealed }.into());
            }
        }
        if writes.is_empty() {
            return Ok(count);
        }
        let sealed = writes.len();
        let subject = format!("master key {}", master.first());
        writes.push(Write::Audit(AuditLine::new(None, "KEY_ROTATED", subject)));
        match gateway.store.commit(gateway.clock.now(), writes).await {
            Ok(()) => count += sealed,
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(RotationRefusal::Changing)
}

/// Records that the master key was split.
pub async fn note_split(gateway: &Gateway, shares: u8, threshold: u8) -> Result<(), Refusal> {
    let master = gateway.master_keys.read().map_err(|_| Refusal::Internal)?.first();
    let subject = format!("master key {master}: {threshold} of {shares}");
    let audit = Write::Audit(AuditLine::new(None, "KEY_SPLIT", subject));
    Ok(gateway.store.commit(gateway.clock.now(), vec![audit]).await?)
}

/// Destroys a data key under which nothing is sealed any more.
pub async fn retire(gateway: &Gateway, id: u32) -> Result<(), RotationRefusal> {
    let now = gateway.clock.now();
    let records = gateway.store.data_key_records().await?;
    let record = records.iter().find(|record| record.id == id).ok_or(RotationRefusal::Unknown(id))?;
    let newest = records.iter().rfind(|it| it.purpose == DataKeyPurpose::Seal && it.retired.is_none());
    match (record.purpose, record.retired, newest) {
        (DataKeyPurpose::Hash, ..) => return Err(RotationRefusal::Hash(id)),
        (_, Some(at), _) => return Err(RotationRefusal::Retired { id, at }),
        (.., Some(newest)) if newest.id == id => return Err(RotationRefusal::InUse(id)),
        (.., Some(DataKeyRecord { made: Some(made), .. })) if now.duration_since(*made) < KNOWN_AFTER => {
            return Err(RotationRefusal::TooSoon(KNOWN_AFTER));
        }
        _ => {}
    }
    // The commit looks again, alone: everybody waits for it, so that it is not tried in vain.
    let left = left_under(gateway, id).await?;
    if !left.is_empty() {
        return Err(RotationRefusal::StillSealed { id, left });
    }
    let audit = AuditLine::new(None, "KEY_RETIRED", subject(id));
    let writes = vec![KeyWrite::RetireDataKey { id }.into(), Write::Audit(audit)];
    match gateway.store.commit(now, writes).await {
        Ok(()) => Ok(()),
        // A value was sealed under it since they were counted.
        Err(CommitError::KeyInUse) => {
            Err(RotationRefusal::StillSealed { id, left: left_under(gateway, id).await? })
        }
        Err(error) => Err(error.into()),
    }
}

async fn left_under(gateway: &Gateway, id: u32) -> Result<Vec<(SealedColumn, usize)>, Refusal> {
    let mut left = Vec::new();
    for column in SealedColumn::ALL {
        // One step in the index, where nothing is left; a count reads all of it.
        if gateway.store.sealed_values(column, id, None, 1).await?.is_empty() {
            continue;
        }
        let counts = gateway.store.count_sealed(column).await?;
        left.extend(counts.into_iter().filter(|(key, _)| *key == Some(id)).map(|(_, count)| (column, count)));
    }
    Ok(left)
}

pub(super) fn subject(id: u32) -> String {
    format!("data key {id}")
}
