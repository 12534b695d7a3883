//! Keeps the vault's data keys those of the store. Keys are rotated while several instances serve: a value may be sealed under a key
//! that this instance does not know yet. A key is in the store before anything is sealed under it, so that one look there is enough.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use vault::{Place, Unopened};
use zeroize::Zeroizing;

use crate::{Gateway, Refusal};

/// The number of ids of keys, and the time, for which it is remembered that the store has no such key: a value that was tampered with
/// must not cost a read for each request.
const MAX_MISSING: usize = 16;
const MISSING_FOR: SignedDuration = SignedDuration::from_secs(10);

/// The pause between two lines of the log about a data key that does not open.
const LINE_PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// What this instance knows of data keys that its vault has not.
#[derive(Default)]
pub struct VaultKeys {
    /// Who reads the data keys takes them over before another reads them: what was read first must not replace what was read later.
    reading: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The ids that were looked for in vain, and when.
    missing: Vec<(u32, Timestamp)>,
    unopened: Option<UnopenedKey>,
    told: Option<Timestamp>,
}

/// A data key of the store that the master keys of this instance do not open. What other instances seal under it does not open here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnopenedKey {
    pub data_key: u32,
    pub since: Timestamp,
}

impl VaultKeys {
    /// Returns the data key that this instance cannot open, if there is one.
    pub fn unopened(&self) -> Option<UnopenedKey> {
        self.state().unopened
    }

    fn is_missing(&self, id: u32, now: Timestamp) -> bool {
        let mut state = self.state();
        state.missing.retain(|(_, at)| now.duration_since(*at) < MISSING_FOR);
        state.missing.iter().any(|(known, _)| *known == id)
    }

    fn note_missing(&self, id: u32, now: Timestamp) {
        let mut state = self.state();
        if state.missing.len() >= MAX_MISSING {
            state.missing.remove(0);
        }
        state.missing.push((id, now));
    }

    /// Notes a data key that does not open. The log says it now and then.
    fn note_unopened(&self, data_key: u32, reason: &str, now: Timestamp) {
        let mut state = self.state();
        let known = state.unopened.filter(|known| known.data_key == data_key);
        state.unopened = Some(known.unwrap_or(UnopenedKey { data_key, since: now }));
        if state.told.is_none_or(|told| now.duration_since(told) >= LINE_PAUSE) {
            state.told = Some(now);
            tracing::error!(
                data_key,
                reason,
                "a data key cannot be opened, and the instance is not ready: give it the master keys of the others"
            );
        }
    }

    fn note_opened(&self, now: Timestamp) {
        let mut state = self.state();
        if let Some(UnopenedKey { data_key, since }) = state.unopened.take() {
            state.told = None;
            tracing::info!(data_key, %since, %now, "all data keys open again");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Unseals a value of the store. One that does not open is logged.
pub(crate) async fn unseal(
    gateway: &Gateway,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let mut unsealed = gateway.vault.unseal(place, sealed);
    if let Err(Unopened::UnknownKey(id)) = unsealed
        && look_for(gateway, id).await?
    {
        unsealed = gateway.vault.unseal(place, sealed);
    }
    let reason = match unsealed {
        Ok(value) => return Ok(value),
        Err(reason) => reason,
    };
    // Of values under a data key that this instance cannot open, the log tells once for all.
    let unopened = gateway.vault_keys.unopened().map(|key| Unopened::UnknownKey(key.data_key));
    if unopened != Some(reason) {
        let (column, row) = (place.column_name(), place.row());
        tracing::error!(column, row, %reason, "a sealed value does not open: run `guichet doctor`");
    }
    Err(Refusal::Internal)
}

/// Looks into the store for a data key that the vault has not. Returns whether it has it then.
async fn look_for(gateway: &Gateway, id: u32) -> Result<bool, Refusal> {
    if gateway.vault_keys.is_missing(id, gateway.clock.now()) {
        return Ok(false);
    }
    let _one_at_a_time = gateway.vault_keys.reading.lock().await;
    // Another may have looked meanwhile.
    if gateway.vault.has(id) {
        return Ok(true);
    }
    if gateway.vault_keys.is_missing(id, gateway.clock.now()) {
        return Ok(false);
    }
    read(gateway).await?;
    let is_there = gateway.vault.has(id);
    if !is_there {
        gateway.vault_keys.note_missing(id, gateway.clock.now());
    }
    Ok(is_there)
}

/// Takes over the data keys of the store, if they are others than the vault has.
pub(crate) async fn renew(gateway: &Gateway) -> Result<(), Refusal> {
    let _one_at_a_time = gateway.vault_keys.reading.lock().await;
    read(gateway).await
}

/// Reads the data keys and takes them over. Where one does not open, that is noted and the vault stays as it is.
async fn read(gateway: &Gateway) -> Result<(), Refusal> {
    let rows = gateway.store.data_keys().await?;
    let now = gateway.clock.now();
    let Some(new) = gateway.vault.lacks(&rows) else {
        if gateway.vault.keep(&rows) {
            tracing::info!("a data key is retired");
        }
        gateway.vault_keys.note_opened(now);
        return Ok(());
    };
    let master = match gateway.master_keys.read() {
        Ok(master) => master,
        Err(reason) => {
            gateway.vault_keys.note_unopened(new, &reason, now);
            return Ok(());
        }
    };
    match gateway.vault.renew(&master, &rows) {
        Ok(_) => {
            gateway.vault_keys.note_opened(now);
            tracing::info!(sealing = gateway.vault.sealing_key(), "the data keys are others now");
        }
        Err(reason) => {
            let data_key = reason.data_key().unwrap_or(new);
            gateway.vault_keys.note_unopened(data_key, &reason.to_string(), now);
        }
    }
    Ok(())
}
