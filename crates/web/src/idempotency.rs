//! The header `Idempotency-Key`: an addition of our own to every POST (IETF draft).

use axum::http::{HeaderMap, HeaderName};
use document::Fault;
use gateway::Refusal;
use primitives::IdempotencyKey;

use crate::answer::malformed_field;

pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(crate) fn key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Refusal> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let key = value.to_str().ok().and_then(IdempotencyKey::parse);
    let malformed = || {
        let fault = Fault::Pattern("1 to 255 printable ASCII characters");
        malformed_field("Idempotency-Key", fault)
    };
    key.map(Some).ok_or_else(malformed)
}
