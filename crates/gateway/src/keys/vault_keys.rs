//! Keeps the vault's data keys those of the store. Keys are rotated while several instances serve: a value may be sealed under a key
//! that this instance does not know yet. A key is in the store before anything is sealed under it, so that one look there is enough.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use vault::{Place, Unopened};
use zeroize::Zeroizing;

use crate::{Gateway, Refusal};

/// The number of ids of keys, and the time, for which it is remembered that the store has no such key: a value that was tampered with
/// must not cost a read for each request.
const MAX_MISSING: usize = 16;
const MISSING_FOR: SignedDuration = SignedDuration::from_secs(10);

/// The ids of keys that the store was asked for and did not have.
#[derive(Default)]
pub struct MissingKeys(Mutex<Vec<(u32, Timestamp)>>);

impl MissingKeys {
    fn has(&self, id: u32, now: Timestamp) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(_, at)| now.duration_since(*at) < MISSING_FOR);
        known.iter().any(|(known, _)| *known == id)
    }

    fn note(&self, id: u32, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_MISSING {
            known.remove(0);
        }
        known.push((id, now));
    }
}

/// Unseals a value of the store. One that does not open is logged.
pub(crate) async fn unseal(
    gateway: &Gateway,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let reason = match gateway.vault.unseal(place, sealed) {
        Ok(value) => return Ok(value),
        Err(Unopened::UnknownKey(id)) if !gateway.missing_keys.has(id, gateway.clock.now()) => {
            renew(gateway).await?;
            match gateway.vault.unseal(place, sealed) {
                Ok(value) => return Ok(value),
                Err(reason) => {
                    gateway.missing_keys.note(id, gateway.clock.now());
                    reason
                }
            }
        }
        Err(reason) => reason,
    };
    let (column, row) = (place.column_name(), place.row());
    tracing::error!(column, row, %reason, "a sealed value does not open: run `guichet doctor`");
    Err(Refusal::Internal)
}

/// Takes over the data keys of the store, if they are others than the vault has.
pub(crate) async fn renew(gateway: &Gateway) -> Result<(), Refusal> {
    let rows = gateway.store.data_keys().await?;
    if gateway.vault.has_all(&rows) {
        return Ok(());
    }
    let master = gateway.master_keys.read().map_err(|reason| {
        tracing::error!(reason, "the master key cannot be read again, to open a new data key");
        Refusal::Internal
    })?;
    match gateway.vault.renew(&master, &rows) {
        Ok(true) => tracing::info!(sealing = gateway.vault.sealing_key(), "the data keys are others now"),
        Ok(false) => {}
        Err(reason) => {
            tracing::error!(%reason, "a new data key does not open: give this instance the master keys of the others");
            return Err(Refusal::Internal);
        }
    }
    Ok(())
}
