//! Requests under an idempotency key: whose repeats are told the first answer again.

use domain::{merchant::Merchant, transaction::State};
use jiff::{SignedDuration, Timestamp};
use primitives::{IdempotencyKey, MerchantId, TransactionId};
use zeroize::Zeroizing;

use crate::{Gateway, Refusal, asking::later, ports::Write};

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
    let first = gateway.store.first_request(merchant.id, &repeat.key, gateway.clock.now()).await?;
    let Some(first) = first else { return Ok(None) };
    if first.digest != repeat.digest {
        return Err(Refusal::RepeatDiffers);
    }
    let state = first.answered.ok_or(Refusal::RepeatPending)?;
    Ok(Some(FirstAnswer { transaction: first.transaction, state }))
}

pub(crate) fn begin_request(
    merchant: MerchantId,
    transaction: TransactionId,
    repeat: &Repeat,
    now: Timestamp,
) -> Write {
    Write::BeginRequest {
        merchant,
        key: repeat.key.clone(),
        digest: repeat.digest.clone(),
        transaction,
        until: later(now, REPEATABLE_FOR),
    }
}
