//! Requests under an idempotency key. A repeat of such a request gets the first answer again.

use domain::{echo::Echo, merchant::Merchant, subject::Subject, transaction::State};
use jiff::{SignedDuration, Timestamp};
use primitives::{IdempotencyKey, MerchantId, SessionNumber, TransactionId};

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{Began, FirstRequest, RequestWrite, Write},
};

/// A repeat gets the first answer for this long after the first request.
const REPEATABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A request that came with an `Idempotency-Key`, and the keyed digest of path and body by which a repeat of it is
/// recognised. The body itself is not kept, because it may hold a card.
pub struct Repeatable {
    pub(crate) key: IdempotencyKey,
    digest: Vec<u8>,
}

impl Repeatable {
    /// `path` is the path as it was sent.
    pub fn of(gateway: &Gateway, key: IdempotencyKey, path: &str, body: &[u8]) -> Self {
        Self { key, digest: gateway.vault.request_digest(&[path.as_bytes(), body]) }
    }

    /// A thing that may be used once, under a key of its own.
    pub(crate) const fn of_thing(key: IdempotencyKey, digest: Vec<u8>) -> Self {
        Self { key, digest }
    }

    pub const fn key(&self) -> &IdempotencyKey {
        &self.key
    }
}

/// The transaction and the state that the first answer told.
pub(crate) struct FirstAnswer {
    /// The payment or action that the first request began.
    pub(crate) transaction: TransactionId,
    pub(crate) state: State,
}

/// Returns the first answer to a payment or action under the key; `None` where the key is new.
pub(crate) async fn first_answer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<FirstAnswer>, Refusal> {
    let Some(first) = first_request(gateway, merchant, repeat).await? else { return Ok(None) };
    let Began::Subject { subject: Subject::Transaction(transaction), answered } = first.began else {
        return Err(Refusal::RepeatDiffers);
    };
    let state = answered.ok_or(Refusal::RepeatPending)?;
    Ok(Some(FirstAnswer { transaction, state }))
}

/// Returns the transfer that the first request began; `None` where the key is new.
pub(crate) async fn first_transfer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<TransactionId>, Refusal> {
    match first_request(gateway, merchant, repeat).await?.map(|first| first.began) {
        None => Ok(None),
        Some(Began::Subject { subject: Subject::Transaction(id), .. }) => Ok(Some(id)),
        Some(_) => Err(Refusal::RepeatDiffers),
    }
}

/// Returns the session that the first request made; `None` where the key is new. The session is the whole answer.
pub(crate) async fn first_session(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<SessionNumber>, Refusal> {
    match first_request(gateway, merchant, repeat).await?.map(|first| first.began) {
        None => Ok(None),
        Some(Began::Subject { subject: Subject::Session(number), .. }) => Ok(Some(number)),
        Some(_) => Err(Refusal::RepeatDiffers),
    }
}

/// Returns the answer to the first request, which was done at once; `None` where the key is new.
pub(crate) async fn first_document(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<Echo>, Refusal> {
    match first_request(gateway, merchant, repeat).await?.map(|first| first.began) {
        None => Ok(None),
        Some(Began::Done(answer)) => Ok(Some(answer)),
        Some(Began::Subject { .. }) => Err(Refusal::RepeatDiffers),
    }
}

async fn first_request(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<FirstRequest>, Refusal> {
    let first = gateway.store.first_request(merchant.id, &repeat.key, gateway.clock.now()).await?;
    match first {
        Some(first) if first.digest != repeat.digest => Err(Refusal::RepeatDiffers),
        first => Ok(first),
    }
}

/// Returns the write that records the first request under its key.
pub(crate) fn begin_request(
    merchant: MerchantId,
    subject: Subject,
    repeat: &Repeatable,
    now: Timestamp,
) -> Write {
    begin_until(merchant, subject, repeat, later(now, REPEATABLE_FOR))
}

/// Returns the write that records the first request under its key, which is in use until the given time.
pub(crate) fn begin_until(
    merchant: MerchantId,
    subject: Subject,
    repeat: &Repeatable,
    until: Timestamp,
) -> Write {
    let (key, digest) = (repeat.key.clone(), repeat.digest.clone());
    RequestWrite::Begin { merchant, key, digest, subject, until }.into()
}

/// Returns the write that records the first request under its key together with its answer.
pub(crate) fn keep_answer(merchant: MerchantId, repeat: &Repeatable, answer: Echo, now: Timestamp) -> Write {
    let (key, digest) = (repeat.key.clone(), repeat.digest.clone());
    RequestWrite::Keep { merchant, key, digest, answer, until: later(now, REPEATABLE_FOR) }.into()
}
