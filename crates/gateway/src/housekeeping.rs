//! Deletes claims and idempotency records that have ended, so that the store does not grow with them.

use crate::{
    Gateway, Refusal,
    ports::{LimitWrite, PaymentWrite, RequestWrite},
};

/// Deletes a bounded number of claims and idempotency records that have ended, and of buckets of limits that are full.
pub async fn forget_what_has_ended(gateway: &Gateway) -> Result<(), Refusal> {
    let now = gateway.clock.now();
    let claims = PaymentWrite::ForgetClaims { ended_by: now };
    let requests = RequestWrite::Forget { ended_by: now };
    let buckets = LimitWrite::Forget { full_by: now };
    gateway
        .store
        .commit(now, vec![claims.into(), requests.into(), buckets.into()])
        .await
        .map_err(Refusal::from)
}
