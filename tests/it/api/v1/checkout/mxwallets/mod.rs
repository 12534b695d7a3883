//! `/v1/checkout/merchants/{merchantId}/mxwallets`

mod at_once;
mod cards;
mod hostile;
mod idempotency;
mod list;
mod lives;
mod refused;
mod sessions;
mod strangers;
