//! Makes a wallet of the card of a payment.

use domain::{ReturnCode, echo::Echo, merchant::Merchant, wallet::Wallet};
use primitives::Reference;

use super::{Answered, Asking, WriteAnswer, first_answer, kept_card};
use crate::{
    Gateway, Refusal, audit, card_likes,
    idempotency::keep_answer,
    ports::{CardWrite, CommitError, WalletWrite, Write},
};

/// A request for a wallet.
pub struct CreateWallet {
    pub id: Reference,
    /// The payment whose card comes into the wallet, as the request names it.
    pub transaction: String,
    /// The holder, and what the merchant says of the wallet.
    pub details: Echo,
}

pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: CreateWallet,
    request: Asking,
    answer: WriteAnswer<'_>,
) -> Result<Answered, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    let card = kept_card::of_payment(gateway, merchant, &asked.transaction).await?;
    let token = card.token.clone();
    let wallet = Wallet::new(merchant.id, asked.id, asked.details, card);
    let _beginning = gateway.beginnings.enter(merchant.id);
    let (now, repeat) = (gateway.clock.now(), request.repeatable.as_ref());
    let document = answer(&wallet, Some(wallet.default));
    let kept = repeat.map(|repeat| keep_answer(merchant.id, repeat, document.clone(), now));
    let mut writes: Vec<Write> = kept.into_iter().collect();
    writes.extend([
        audit::wallet(&wallet, "WALLET_CREATED", None),
        CardWrite::Use { merchant: merchant.id, token }.into(),
        WalletWrite::Add(Box::new(wallet)).into(),
    ]);
    match gateway.store.commit(now, writes).await {
        Ok(()) => Ok(Answered { answer: document, replayed: false }),
        Err(CommitError::WalletExists) => Err(Refusal::Wallet(ReturnCode::WALLET_EXISTS)),
        Err(CommitError::CardGone) => Err(Refusal::Wallet(ReturnCode::WALLET_TAKES_NO_SUCH_CARD)),
        Err(CommitError::RequestRepeated) => first_answer::or_pending(gateway, merchant, repeat).await,
        Err(error) => Err(error.into()),
    }
}
