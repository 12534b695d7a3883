//! Repeats of a search under an idempotency key. What is kept of the first answer has no number: it is opened again.

use domain::{echo::Echo, merchant::Merchant};
use primitives::{AliasToken, Pan};

use crate::{Gateway, Refusal, Repeatable, audit, idempotency::first_document, payments::card::pan_of};

/// Returns what is kept of the first answer to an earlier request under the same key, if there is one; see
/// [`crate::payments::replay`].
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Echo>, Refusal> {
    first_document(gateway, merchant, repeatable).await
}

/// Opens the number that a search has told before, after the audit line of it. `None` where the card has been forgotten since.
pub async fn reveal(
    gateway: &Gateway,
    merchant: &Merchant,
    token: &AliasToken,
) -> Result<Option<Pan>, Refusal> {
    let number = pan_of(gateway, merchant.id, token).await?;
    if number.is_some() {
        let line = audit::card_revealed(merchant.id, token);
        gateway.store.commit(gateway.clock.now(), vec![line]).await?;
    }
    Ok(number)
}
