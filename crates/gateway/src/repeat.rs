//! Requests under an idempotency key: whose repeats are told the first answer again.

use domain::{merchant::Merchant, subject::Subject, transaction::State};
use jiff::{SignedDuration, Timestamp};
use primitives::{IdempotencyKey, MerchantId, SessionNumber, TransactionId};
use zeroize::Zeroizing;

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{FirstRequest, RequestWrite, Write},
};

/// How long a first answer can be had again.
const REPEATABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A request that came with an `Idempotency-Key`, and by what its repeats are recognised.
pub struct Repeatable {
    pub key: IdempotencyKey,
    /// The path and body, as sent; digested with a key before they are kept.
    pub path: String,
    pub body: Zeroizing<Vec<u8>>,
}

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

/// What a caller was told first.
pub(crate) struct FirstAnswer {
    /// The payment or action.
    pub(crate) transaction: TransactionId,
    pub(crate) state: State,
}

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

/// The session that the first request made: with it all is answered.
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
