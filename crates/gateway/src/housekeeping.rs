//! Forgets what has ended, so that the store grows with payments, sessions and what was told of them only.

use crate::{Gateway, Refusal, ports::Write};

pub async fn forget_what_has_ended(gateway: &Gateway) -> Result<(), Refusal> {
    let now = gateway.clock.now();
    gateway.store.commit(now, vec![Write::Forget { ended_by: now }]).await.map_err(Refusal::from)
}
