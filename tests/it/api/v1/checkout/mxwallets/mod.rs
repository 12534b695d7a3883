//! `/v1/checkout/merchants/{merchantId}/mxwallets`

mod at_once;
mod cards;
mod idempotency;
mod lives;
mod refused;
