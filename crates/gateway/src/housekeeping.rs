//! Forgets what has ended, so that the store grows with payments, sessions and what was told of them only.

use crate::{
    Gateway, Refusal,
    ports::{PaymentWrite, RequestWrite},
};

pub async fn forget_what_has_ended(gateway: &Gateway) -> Result<(), Refusal> {
    let now = gateway.clock.now();
    let claims = PaymentWrite::ForgetClaims { ended_by: now };
    let requests = RequestWrite::Forget { ended_by: now };
    gateway.store.commit(now, vec![claims.into(), requests.into()]).await.map_err(Refusal::from)
}
