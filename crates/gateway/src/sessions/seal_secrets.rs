//! Seals session secrets that an older version stored unsealed. It runs before the gateway serves.

use super::secret::seal;
use crate::{
    Gateway, Refusal,
    ports::{SessionWrite, Write},
};

/// The largest number of secrets that one commit seals.
const SEALED_AT_ONCE: usize = 500;

/// Seals all unsealed secrets and returns their number. Several instances may do it at once and seal a secret
/// twice.
pub async fn seal_secrets(gateway: &Gateway) -> Result<usize, Refusal> {
    let mut sealed = 0;
    loop {
        let clear = gateway.store.clear_secrets(SEALED_AT_ONCE).await?;
        if clear.is_empty() {
            return Ok(sealed);
        }
        sealed += clear.len();
        let write = |(merchant, id): (_, primitives::SessionId)| -> Write {
            let secret = seal(gateway, merchant, &id);
            SessionWrite::SealSecret { merchant, number: id.number(), secret }.into()
        };
        gateway.store.commit(gateway.clock.now(), clear.into_iter().map(write).collect()).await?;
    }
}
