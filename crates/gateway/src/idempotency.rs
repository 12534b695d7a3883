//! Requests under an idempotency key. A repeat of such a request gets the first answer again.

use domain::{merchant::Merchant, subject::Subject, transaction::State};
use jiff::{SignedDuration, Timestamp};
use primitives::{IdempotencyKey, MerchantId, SessionNumber, TransactionId};
use zeroize::Zeroizing;

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{FirstRequest, RequestWrite, Write},
};

/// A repeat gets the first answer for this long after the first request.
const REPEATABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A request that came with an `Idempotency-Key`, and the path and body by which a repeat of it is recognised.
pub struct Repeatable {
    pub key: IdempotencyKey,
    /// The path as sent. The store keeps only a keyed digest of path and body.
    pub path: String,
    pub body: Zeroizing<Vec<u8>>,
}

/// The idempotency key of a request and the keyed digest of its path and body.
pub(crate) struct Repeat {
    pub(crate) key: IdempotencyKey,
    digest: Vec<u8>,
}

impl Repeat {
    pub(crate) fn of(gateway: &Gateway, repeatable: &Repeatable) -> Self {
        let digest = gateway.vault.request_digest(&[repeatable.path.as_bytes(), &repeatable.body]);
        Self { key: repeatable.key.clone(), digest }
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
    repeat: &Repeat,
) -> Result<Option<FirstAnswer>, Refusal> {
    let Some(first) = first_request(gateway, merchant, repeat).await? else { return Ok(None) };
    let Subject::Transaction(transaction) = first.subject else { return Err(Refusal::RepeatDiffers) };
    let state = first.answered.ok_or(Refusal::RepeatPending)?;
    Ok(Some(FirstAnswer { transaction, state }))
}

/// Returns the session that the first request made; `None` where the key is new. The session is the whole answer.
pub(crate) async fn first_session(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeat,
) -> Result<Option<SessionNumber>, Refusal> {
    match first_request(gateway, merchant, repeat).await?.map(|first| first.subject) {
        None => Ok(None),
        Some(Subject::Session(number)) => Ok(Some(number)),
        Some(Subject::Transaction(_)) => Err(Refusal::RepeatDiffers),
    }
}

async fn first_request(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeat,
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
    repeat: &Repeat,
    now: Timestamp,
) -> Write {
    RequestWrite::Begin {
        merchant,
        key: repeat.key.clone(),
        digest: repeat.digest.clone(),
        subject,
        until: later(now, REPEATABLE_FOR),
    }
    .into()
}
