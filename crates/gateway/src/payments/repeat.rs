//! Requests under an idempotency key: whose repeats are told the first answer again.

use domain::{merchant::Merchant, transaction::Transaction};
use jiff::{SignedDuration, Timestamp};
use primitives::IdempotencyKey;

use super::{Payment, Repeatable};
use crate::{Gateway, Refusal, ports::Write};

/// How long a first answer can be had again.
const REPEATABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The first answer to a request that was sent before under its key, where there is one.
///
/// To be asked before the request is read: what was well-formed then may not be today.
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Payment>, Refusal> {
    first_answer(gateway, merchant, &Repeat::of(gateway, repeatable)).await
}

pub(super) struct Repeat {
    pub(super) key: IdempotencyKey,
    digest: Vec<u8>,
}

impl Repeat {
    pub(super) fn of(gateway: &Gateway, repeatable: &Repeatable) -> Self {
        let digest = gateway.vault.request_digest(&[repeatable.path.as_bytes(), &repeatable.body]);
        Self { key: repeatable.key.clone(), digest }
    }
}

pub(super) async fn first_answer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeat,
) -> Result<Option<Payment>, Refusal> {
    let first = gateway.store.first_request(merchant.id, &repeat.key, gateway.clock.now()).await?;
    let Some(first) = first else { return Ok(None) };
    if first.digest != repeat.digest {
        return Err(Refusal::RepeatDiffers);
    }
    let state = first.answered.ok_or(Refusal::RepeatPending)?;
    let stored = gateway.store.transaction(merchant.id, first.transaction).await?.ok_or(Refusal::Internal)?;
    Ok(Some(Payment { transaction: Transaction { state, ..stored.value }, replayed: true }))
}

pub(super) fn begin_request(transaction: &Transaction, repeat: &Repeat, now: Timestamp) -> Write {
    Write::BeginRequest {
        merchant: transaction.merchant,
        key: repeat.key.clone(),
        digest: repeat.digest.clone(),
        transaction: transaction.id,
        until: now.saturating_add(REPEATABLE_FOR).unwrap_or(Timestamp::MAX),
    }
}

pub(super) fn answer_request(transaction: &Transaction, key: &IdempotencyKey) -> Write {
    Write::AnswerRequest {
        merchant: transaction.merchant,
        key: key.clone(),
        transaction: transaction.id,
        state: transaction.state.clone(),
    }
}
