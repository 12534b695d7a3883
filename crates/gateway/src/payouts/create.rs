//! Creates a transfer: read, commit that the bank is about to be asked, ask, commit the answer.

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Merchant, PaymentMethod},
    subject::Subject,
    transfer::{Account, Details, State, Transfer},
};
use primitives::{Amount, Bic, Iban, OrderReference, Reference};

use super::{account, ask::ask, payee};
use crate::{
    CardLike, Gateway, Refusal, Repeatable, audit, card_likes,
    draws::Draws,
    idempotency::{begin_request, first_transfer},
    ports::{CommitError, TransferWrite, Versioned, Write},
};

/// A request for a transfer.
pub struct CreateTransfer {
    pub payment_method: Reference,
    /// The amount in euro cents.
    pub amount: Amount,
    pub payee: Payee,
    /// The order that the payee is paid for.
    pub order_reference: Option<OrderReference>,
    /// What the merchant says besides.
    pub echo: Echo,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// Who is paid.
pub struct Payee {
    pub iban: Iban,
    pub bic: Bic,
    pub holder: String,
}

/// A transfer that was asked for.
pub struct Created {
    pub transfer: Transfer,
    /// The code of the answer, which a repeat of the request is told as well.
    pub code: ReturnCode,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Creates a transfer.
pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: CreateTransfer,
) -> Result<Created, Refusal> {
    let unknown = || Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN);
    let channel = gateway.store.payment_method(merchant.id, &asked.payment_method).await?;
    let channel = channel.filter(|channel| channel.method.pays_out()).ok_or_else(unknown)?;
    if !channel.is_active() {
        return Err(Refusal::Inactive);
    }
    let method = channel.method;
    let payer = account::payer(gateway, merchant.id, &method.id).await?.ok_or_else(unknown)?;
    card_likes::judge(gateway, merchant, &asked.card_likes, None)?;
    let repeat = asked.repeatable.as_ref();
    let mut draws = Draws::default();
    loop {
        match begin(gateway, merchant, &method, payer.clone(), &asked).await {
            Ok(stored) => {
                let transfer = ask(gateway, stored, asked.payee.iban).await.value;
                let code = transfer.answered.unwrap_or(ReturnCode::OUTCOME_UNKNOWN);
                return Ok(Created { transfer, code, replayed: false });
            }
            Err(CommitError::RequestRepeated) => {
                let repeat = repeat.ok_or(Refusal::Internal)?;
                return replay(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending);
            }
            Err(CommitError::KeyRetired) => draws.again_with_new_keys(gateway).await?,
            Err(error) => draws.again_after(error)?,
        }
    }
}

/// Commits that the bank is about to be asked.
async fn begin(
    gateway: &Gateway,
    merchant: &Merchant,
    method: &PaymentMethod,
    payer: Account,
    asked: &CreateTransfer,
) -> Result<Versioned<Transfer>, CommitError> {
    let now = gateway.clock.now();
    let id = gateway.transaction_ids.next_payment(gateway.settings.cell, now, gateway.random());
    let transfer = Transfer {
        id,
        merchant: merchant.id,
        point_of_sale: method.point_of_sale.clone(),
        payment_method: method.id.clone(),
        created: now,
        amount: asked.amount,
        payer,
        payee_bic: asked.payee.bic.clone(),
        payee_iban: asked.payee.iban.masked(),
        details: Some(Details {
            holder: asked.payee.holder.clone(),
            order_reference: asked.order_reference.clone(),
            echo: asked.echo.clone(),
        }),
        state: State::Asking { attempt: 1, due: gateway.deadline(now) },
        answered: None,
    };
    let subject = Subject::Transaction(id);
    let begun = asked.repeatable.as_ref().map(|repeat| begin_request(merchant.id, subject, repeat, now));
    let payee_iban = payee::seal(gateway, merchant.id, id, &asked.payee.iban);
    let mut writes: Vec<Write> = begun.into_iter().collect();
    writes.extend([
        audit::transfer(&transfer),
        TransferWrite::Add { transfer: Box::new(transfer.clone()), payee_iban }.into(),
    ]);
    gateway.store.commit(now, writes).await?;
    Ok(Versioned { value: transfer, version: 1 })
}

/// Returns the first answer to an earlier request under the same key, if there is one; see [`crate::payments::replay`].
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<Created>, Refusal> {
    let Some(id) = first_transfer(gateway, merchant, repeat).await? else { return Ok(None) };
    let Versioned { value: transfer, version } =
        gateway.store.transfer(merchant.id, id).await?.ok_or(Refusal::Internal)?;
    let code = match (transfer.answered, transfer.state) {
        (Some(code), _) => return Ok(Some(Created { transfer, code, replayed: true })),
        (None, State::Asking { due, .. }) if due > gateway.clock.now() => return Err(Refusal::RepeatPending),
        // Nobody was answered, because the gateway stopped meanwhile. What this repeat is told is the first answer.
        (None, state) => state.result(),
    };
    let transfer = Transfer { answered: Some(code), ..transfer };
    let first = TransferWrite::Update(Box::new(Versioned { value: transfer.clone(), version })).into();
    match gateway.store.commit(gateway.clock.now(), vec![first]).await {
        Ok(()) => Ok(Some(Created { transfer, code, replayed: true })),
        Err(CommitError::Stale) => Err(Refusal::RepeatPending),
        Err(error) => Err(error.into()),
    }
}
