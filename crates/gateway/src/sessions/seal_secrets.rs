//! Secrets that an older version left in the clear are sealed before the gateway serves.

use super::secret::seal;
use crate::{
    Gateway, Refusal,
    ports::{SessionWrite, Write},
};

/// Secrets sealed by one commit.
const SEALED_AT_ONCE: usize = 500;

/// Returns how many were sealed. Several instances may do it at once: one seals what the other has sealed again.
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
