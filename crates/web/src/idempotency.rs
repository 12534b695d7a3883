//! The header `Idempotency-Key`: an addition of our own to every POST (IETF draft).

use axum::http::{HeaderMap, HeaderName};
use document::{Fault, Path};
use gateway::Refusal;
use primitives::IdempotencyKey;

pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(crate) fn key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Refusal> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let key = value.to_str().ok().and_then(IdempotencyKey::parse);
    let malformed = || {
        let fault = Fault::Pattern("1 to 255 printable ASCII characters");
        Refusal::field(&Path::ROOT.member("Idempotency-Key"), fault)
    };
    key.map(Some).ok_or_else(malformed)
}
