//! Records what a bank answered, or that it did not answer, for payments and for the actions on them that ask a bank.

use domain::{
    duplicate::claim_ends,
    ledger::Ledger,
    transaction::{ClaimEnd, Input, State, Step},
};
use primitives::{MerchantId, TransactionId};

use crate::{
    Gateway, audit,
    outcome_writes::{self, Keeping},
    ports::{CommitError, PaymentWrite, RemittanceWrite, RequestWrite, Versioned, Write},
};

/// The number of commits of one answer that may fail before it is given up. A failing store may take seconds
/// for each.
const MAX_FAILURES: usize = 2;

/// The number of times that a wallet which others change may hold up the answer. Then the card is not kept.
const MAX_CONFLICTS: usize = 8;

/// Records the bank's answer in the payment or in one of its actions, and returns the ledger to answer from. Never fails:
/// the bank was asked, so the caller must be told the id.
pub(crate) async fn record_answer(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    subject: TransactionId,
    input: Input,
) -> Ledger {
    // Boxed, because every use case that asks a bank would else be as large as this.
    match Box::pin(try_record_answer(gateway, stored, subject, input)).await {
        // The store says "asked, not answered", and the answer says the same: the reconciler undoes what the
        // bank may have done.
        Ok(ledger) | Err(NotWritten(ledger)) => ledger,
    }
}

/// The answer is not on disk. The error holds the payment as it was last read.
pub(crate) struct NotWritten(pub Ledger);

/// Does the same as [`record_answer`], but fails where the answer is not on disk. It is for callers whose
/// bank or partner can repeat the answer.
pub(crate) async fn try_record_answer(
    gateway: &Gateway,
    mut stored: Versioned<Ledger>,
    subject: TransactionId,
    input: Input,
) -> Result<Ledger, NotWritten> {
    let (mut failures, mut conflicts, mut keeping) = (0, 0, Keeping::Card);
    while failures < MAX_FAILURES {
        match advance_with(gateway, stored.clone(), subject, input.clone(), keeping).await {
            Ok(stored) => return Ok(stored.value),
            // The reconciler or another request has changed the payment first. The state machine decides
            // whether the answer is still accepted: a late approval must be undone too, and for any other
            // answer what is written counts. Or the wallet that takes in the card was changed or made meanwhile.
            Err(CommitError::Stale | CommitError::WalletExists) => {
                conflicts += 1;
                if conflicts >= MAX_CONFLICTS {
                    keeping = Keeping::Nothing;
                }
                let (merchant, id) = (stored.value.payment.merchant, stored.value.payment.id);
                let Ok(Some(now)) = gateway.store.ledger(merchant, id).await else { break };
                stored = now;
                let has_no_place = |state: &State| state.step(input.clone(), gateway.clock.now()).is_err();
                if stored.value.state(subject).is_none_or(has_no_place) {
                    return Ok(stored.value);
                }
            }
            Err(CommitError::CardGone) if keeping == Keeping::Card => keeping = Keeping::Nothing,
            Err(error) => {
                tracing::error!(%error, transaction = %subject, "a bank's answer is not on disk");
                failures += 1;
            }
        }
    }
    Err(NotWritten(stored.value))
}

/// Commits one step of the machine of the payment or of an action, with all that follows from it.
pub(crate) async fn advance(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    subject: TransactionId,
    input: Input,
) -> Result<Versioned<Ledger>, CommitError> {
    advance_with(gateway, stored, subject, input, Keeping::Card).await
}

async fn advance_with(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    subject: TransactionId,
    input: Input,
    keeping: Keeping,
) -> Result<Versioned<Ledger>, CommitError> {
    let now = gateway.clock.now();
    let Versioned { value: ledger, version } = stored;
    let before = ledger.state(subject).ok_or(CommitError::Stale)?;
    // The state does not accept the input, which means that another commit has changed the transaction.
    let Step { state, claim } = before.step(input, now).map_err(|_| CommitError::Stale)?;
    let calendar = &gateway.settings.calendar;
    let mut writes = Vec::with_capacity(6);
    if let Some(answer) = answer_request(&ledger, subject, &state) {
        writes.push(answer);
    }
    let is_payment = subject == ledger.payment.id;
    if is_payment && let Some(end) = claim {
        let (claim, holder) = (ledger.payment.claim(), subject);
        let until = claim_ends(now, calendar);
        match end {
            ClaimEnd::Keep if ledger.payment.card.is_some() => {
                writes.push(PaymentWrite::KeepClaim { claim, holder, until }.into());
            }
            ClaimEnd::Keep if checks_duplicates(gateway, &ledger).await? => {
                writes.push(PaymentWrite::RememberClaim { claim, holder, until }.into());
            }
            ClaimEnd::Keep => {}
            ClaimEnd::Release => writes.push(PaymentWrite::ReleaseClaim { claim, holder }.into()),
        }
    }
    let accepted = matches!(state, State::Accepted(_));
    let ledger = ledger.changed(|history| history.put(subject, state))?;
    if is_payment {
        writes.push(audit::payment(&ledger.payment));
        writes.extend(outcome_writes::writes(gateway, &ledger.payment, keeping, now).await?);
    } else if let Some(action) = ledger.action(subject) {
        let (merchant, action) = (ledger.payment.merchant, action.clone());
        writes.push(audit::action(merchant, &action));
        writes.push(PaymentWrite::UpdateAction { merchant, action: Box::new(action) }.into());
    }
    if accepted && let Some(line) = ledger.line(subject, now, calendar) {
        writes.push(RemittanceWrite::AddLine(Box::new(line)).into());
    }
    let mut stored = Versioned { value: ledger, version };
    writes.push(update(&stored, now));
    gateway.store.commit(now, writes).await?;
    stored.version += 1;
    Ok(stored)
}

/// Whether the payment method refuses duplicates; asked for a payment at a partner, which laid no claim.
async fn checks_duplicates(gateway: &Gateway, ledger: &Ledger) -> Result<bool, CommitError> {
    let payment = &ledger.payment;
    let channel = gateway.store.payment_method(payment.merchant, &payment.payment_method).await?;
    Ok(channel.is_some_and(|channel| channel.method.checks_duplicates))
}

/// Returns the write that stores the payment of a ledger with its next due work.
pub(crate) fn update(stored: &Versioned<Ledger>, now: jiff::Timestamp) -> Write {
    let transaction = Versioned { value: stored.value.payment.clone(), version: stored.version };
    PaymentWrite::Update { transaction: Box::new(transaction), due: stored.value.next_work(now) }.into()
}

/// Returns the write that keeps the first answer under the request's idempotency key. A reversal that has
/// only begun is no answer.
fn answer_request(ledger: &Ledger, subject: TransactionId, state: &State) -> Option<Write> {
    let key = match ledger.action(subject) {
        Some(action) => action.idempotency_key.as_ref(),
        None => ledger.payment.idempotency_key.as_ref(),
    }?;
    let told = !matches!(state, State::Reversing { .. });
    told.then(|| answered(ledger.payment.merchant, key, subject, state))
}

/// Returns the write that keeps the first answer under an idempotency key.
pub(crate) fn answered(
    merchant: MerchantId,
    key: &primitives::IdempotencyKey,
    subject: TransactionId,
    state: &State,
) -> Write {
    RequestWrite::Answer { merchant, key: key.clone(), transaction: subject, state: state.clone() }.into()
}
