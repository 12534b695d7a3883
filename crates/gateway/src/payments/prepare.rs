//! Prepares a payment by Apple Pay: a merchant session, with which a page may show Apple's sheet.

use document::Object;
use domain::{ReturnCode, duplicate::OrderIdentity, echo::Echo, merchant::Merchant};
use primitives::{OrderReference, Reference};
use xpay::apple::ValidationUrl;

use crate::{
    CardLike, Gateway, Refusal, Repeatable, card_likes,
    idempotency::{first_document, keep_answer},
    places::outside,
    ports::{CommitError, MerchantSession, MerchantSessionQuestion},
};

/// A request for a merchant session.
pub struct PreparePayment {
    pub payment_method: Reference,
    pub order_reference: OrderReference,
    /// The name that the buyer sees on the sheet.
    pub display_name: String,
    /// The domain of the page that shows the sheet.
    pub domain_name: String,
    pub validation_url: ValidationUrl,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// The answer, as it is written and kept.
pub struct Prepared {
    pub answer: Echo,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Asks for a merchant session. Nothing is stored but the first answer under an idempotency key. `write` makes the answer of the
/// session.
pub async fn prepare(
    gateway: &Gateway,
    merchant: &Merchant,
    request: PreparePayment,
    write: fn(Object) -> Echo,
) -> Result<Prepared, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    let channel = gateway.store.payment_method(merchant.id, &request.payment_method).await?;
    let channel = channel
        .filter(|channel| channel.method.takes_cards())
        .ok_or(Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    if !channel.is_active() {
        return Err(Refusal::Inactive);
    }
    let method = channel.method;
    let now = gateway.clock.now();
    if method.checks_duplicates {
        let order = OrderIdentity {
            merchant: merchant.id,
            payment_method: method.id,
            order_reference: request.order_reference,
        };
        if let Some(holder) = gateway.store.order_holder(&order, now).await? {
            return Err(Refusal::Duplicate { pending: !holder.accepted });
        }
    }
    let question = MerchantSessionQuestion {
        merchant: merchant.id,
        display_name: request.display_name,
        domain_name: request.domain_name,
        validation_url: request.validation_url,
        now,
        nonce: gateway.random(),
        limit: gateway.settings.answer_limit,
    };
    match outside(gateway.external_wallets.merchant_session(question)).await {
        MerchantSession::Made(session) => keep(gateway, merchant, write(session), request.repeatable).await,
        MerchantSession::NotConnected => Err(Refusal::NotConnected),
    }
}

async fn keep(
    gateway: &Gateway,
    merchant: &Merchant,
    answer: Echo,
    repeatable: Option<Repeatable>,
) -> Result<Prepared, Refusal> {
    let Some(repeat) = repeatable else { return Ok(Prepared { answer, replayed: false }) };
    let now = gateway.clock.now();
    let write = keep_answer(merchant.id, &repeat, answer.clone(), now);
    match gateway.store.commit(now, vec![write]).await {
        Ok(()) => Ok(Prepared { answer, replayed: false }),
        Err(CommitError::RequestRepeated) => {
            replay_prepared(gateway, merchant, &repeat).await?.ok_or(Refusal::RepeatPending)
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the first answer to an earlier request under the same key, if there is one; see [`super::replay`].
pub async fn replay_prepared(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Prepared>, Refusal> {
    let first = first_document(gateway, merchant, repeatable).await?;
    Ok(first.map(|answer| Prepared { answer, replayed: true }))
}
