//! What the audit log tells of the start of a gateway: the keys that it has opened, and the settings that are others than at the last
//! start.

use vault::SealedDataKey;

use crate::{
    Gateway, Refusal,
    ports::{AuditChainWrite, AuditLine, CommitError, Write},
};

const DATA_KEYS_OPENED: &str = "DATA_KEYS_OPENED";

/// A setting of the process.
pub struct StartSetting<'a> {
    pub name: &'static str,
    /// The value that is in force. It may be a secret.
    pub value: &'a str,
    pub is_default: bool,
}

/// Writes the audit lines of a start. Of each setting the store keeps a keyed hash, and so no value of a secret.
pub async fn record(gateway: &Gateway, settings: &[StartSetting<'_>]) -> Result<(), CommitError> {
    let keys = keys_opened(&gateway.store.data_keys().await?);
    let mut writes = vec![Write::Audit(AuditLine::new(None, DATA_KEYS_OPENED, keys))];
    let known = gateway.store.setting_digests().await?;
    let is_first = known.is_empty();
    let mut changed = Vec::new();
    for setting in settings {
        let digest = gateway.audit_chain.digest_of_setting(setting.name, setting.value);
        let before = known.iter().find(|(name, _)| name == setting.name).map(|(_, digest)| digest);
        if before == Some(&digest) {
            continue;
        }
        // A setting that is new in this version changes nothing while it has its default.
        if before.is_some() || !setting.is_default {
            changed.push(setting.name);
        }
        writes.push(AuditChainWrite::SetSettingDigest { name: setting.name, digest }.into());
    }
    if is_first || !changed.is_empty() {
        let names = if changed.is_empty() { "none".to_owned() } else { changed.join(", ") };
        let subject = if is_first { format!("first start, not default: {names}") } else { names };
        writes.push(Write::Audit(AuditLine::new(None, "CONFIGURATION_CHANGED", subject)));
    }
    gateway.store.commit(gateway.clock.now(), writes).await
}

/// Writes the audit line of a command that has written others: it has opened the data keys as well.
pub async fn record_keys(gateway: &Gateway) -> Result<(), Refusal> {
    let keys = keys_opened(&gateway.store.data_keys().await?);
    let line = Write::Audit(AuditLine::new(None, DATA_KEYS_OPENED, keys));
    Ok(gateway.store.commit(gateway.clock.now(), vec![line]).await?)
}

/// Names the data keys and the master key that each is sealed with.
fn keys_opened(keys: &[SealedDataKey]) -> String {
    let words = keys.iter().map(|key| {
        let master = key.master_key().map_or_else(|| "unknown".to_owned(), |master| master.to_string());
        format!("{} {} with master key {master}", key.purpose.as_str(), key.id)
    });
    words.collect::<Vec<_>>().join(", ")
}
