//! The first answer to a request under an idempotency key.

use domain::merchant::Merchant;

use super::Answered;
use crate::{Gateway, Refusal, Repeatable, idempotency::first_document};

/// Returns the first answer to an earlier request under the same key, if there is one; see [`crate::payments::replay`].
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Answered>, Refusal> {
    let first = first_document(gateway, merchant, repeatable).await?;
    Ok(first.map(|answer| Answered { answer, replayed: true }))
}

/// Returns the first answer after another request under the same key was committed first.
pub(crate) async fn or_pending(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: Option<&Repeatable>,
) -> Result<Answered, Refusal> {
    let repeat = repeat.ok_or(Refusal::Internal)?;
    replay(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending)
}
