//! The header `Idempotency-Key`: an addition of our own to every POST, PUT and PATCH (IETF draft).

use axum::http::{HeaderMap, HeaderName};
use document::Fault;
use gateway::{CardLike, Refusal, Repeatable};
use primitives::IdempotencyKey;

use crate::answer::malformed_field;

pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const NAME: &str = "Idempotency-Key";
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(crate) fn key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Refusal> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let key = value.to_str().ok().and_then(IdempotencyKey::parse);
    let malformed = || {
        let fault = Fault::Pattern("1 to 255 printable ASCII characters");
        malformed_field(NAME, fault)
    };
    key.map(Some).ok_or_else(malformed)
}

/// Returns the numbers in a request's identifiers that look like a card. The key of the request is one of them.
pub(crate) fn with_key(mut card_likes: Vec<CardLike>, repeatable: Option<&Repeatable>) -> Vec<CardLike> {
    let key = repeatable.map(|repeatable| repeatable.key().as_str());
    card_likes.extend(key.into_iter().flat_map(|key| CardLike::in_identifier(NAME, key)));
    card_likes
}
