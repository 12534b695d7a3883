//! Undoes questions that banks did not answer, and releases amounts that banks need not hold any more.
//!
//! A question has no answer after a bank's silence, and after a crash between the two commits of a question: the bank is
//! told to undo it. A release is owed after a cancel, a FINAL capture or an expiry. Both are repeated until the bank
//! confirms.

use document::Text;
use domain::{
    action::{Action, Release, ReleaseState},
    ledger::Ledger,
    transaction::{Input, State},
    work::Work,
};
use jiff::Timestamp;
use primitives::{Amount, TransactionId};

use super::{ignore_lost_race, round};
use crate::{
    Gateway, Refusal, audit,
    bank_answers::{advance, update},
    ports::{
        CommitError, PartnerAnswer, PaymentWrite, ReleaseNotice, ReversalAnswer, ReversalQuestion,
        StatusQuestion, Versioned,
    },
};

/// A bank that has not confirmed after so many attempts is warned of, so that somebody checks the connection.
const MANY_ATTEMPTS: u32 = 5;

/// Runs one round and returns the number of payments worked on.
pub async fn reconcile(gateway: &Gateway) -> Result<usize, Refusal> {
    round(gateway, Work::Reconcile, |ledger| async { ignore_lost_race(finish(gateway, ledger).await) }).await
}

/// Does the first thing that is due on a ledger. What is left is due in the next round.
async fn finish(gateway: &Gateway, stored: Versioned<Ledger>) -> Result<(), CommitError> {
    let now = gateway.clock.now();
    match (question_due(&stored.value, now), release_due(&stored.value, now)) {
        (Some((subject, amount)), _) => undo(gateway, stored, subject, amount).await,
        (None, Some(action)) => release(gateway, stored, action).await,
        (None, None) => Err(CommitError::Stale),
    }
}

/// Returns the payment or action whose bank is told to undo it, and its amount.
fn question_due(ledger: &Ledger, now: Timestamp) -> Option<(TransactionId, Amount)> {
    let payment = (ledger.payment.id, ledger.payment.amount(), &ledger.payment.state);
    let actions = ledger.actions.iter().map(|action| (action.id, action.amount(), &action.state));
    let mut subjects = std::iter::once(payment).chain(actions);
    subjects
        .find(|(_, _, state)| state.due(now).is_some_and(|due| due <= now))
        .map(|(id, amount, _)| (id, amount))
}

fn release_due(ledger: &Ledger, now: Timestamp) -> Option<TransactionId> {
    let mut actions = ledger.actions.iter();
    actions.find(|action| action.release_due().is_some_and(|due| due <= now)).map(|action| action.id)
}

async fn undo(
    gateway: &Gateway,
    stored: Versioned<Ledger>,
    subject: TransactionId,
    amount: Amount,
) -> Result<(), CommitError> {
    let limit = gateway.settings.answer_limit;
    let stored = advance(gateway, stored, subject, Input::Due { limit }).await?;
    let state = stored.value.state(subject).ok_or(CommitError::Stale)?;
    if let State::OnHold(hold) = state {
        return ask_partner(gateway, &stored, subject, hold.reference.clone()).await;
    }
    warn_if_unconfirmed(subject, state.attempt());
    let question = ReversalQuestion {
        merchant: stored.value.payment.merchant,
        id: subject,
        amount,
        attempt: state.attempt(),
        limit,
    };
    match gateway.acquirer.reverse(question).await {
        ReversalAnswer::Confirmed => {
            advance(gateway, stored, subject, Input::ReversalConfirmed).await.map(|_| ())
        }
        // The state stays "asked, not answered", and is due again at its deadline.
        ReversalAnswer::Silence => Ok(()),
    }
}

/// Asks a partner that had not decided whether it has.
async fn ask_partner(
    gateway: &Gateway,
    stored: &Versioned<Ledger>,
    id: TransactionId,
    reference: Text<1, 200>,
) -> Result<(), CommitError> {
    let question = StatusQuestion {
        merchant: stored.value.payment.merchant,
        id,
        reference,
        limit: gateway.settings.answer_limit,
    };
    let input = match gateway.acquirer.status(question).await {
        PartnerAnswer::Approved(approval) => Input::Approved(approval),
        PartnerAnswer::Declined(code) => Input::Declined(code),
        // The payment stays on hold, and is due again later.
        PartnerAnswer::Held(_) | PartnerAnswer::Silence => return Ok(()),
    };
    advance(gateway, stored.clone(), id, input).await.map(|_| ())
}

async fn release(gateway: &Gateway, stored: Versioned<Ledger>, id: TransactionId) -> Result<(), CommitError> {
    let limit = gateway.settings.answer_limit;
    let begun = step(gateway, stored, id, |release, now| release.told_again(now, limit)).await?;
    let (ledger, action) = (&begun.value, begun.value.action(id).ok_or(CommitError::Stale)?);
    let Some(Release { state: ReleaseState::Owed { attempt, .. }, .. }) = action.release else {
        return Err(CommitError::Stale);
    };
    warn_if_unconfirmed(id, attempt);
    let (merchant, currency) = (ledger.payment.merchant, ledger.payment.terms.currency);
    for (&authorisation, &amount) in ledger.owed(id).into_iter().flatten() {
        let notice = ReleaseNotice { merchant, id, authorisation, amount, currency, attempt, limit };
        // All releases are sent again: a bank releases each once.
        if gateway.acquirer.release(notice).await == ReversalAnswer::Silence {
            return Ok(());
        }
    }
    step(gateway, begun, id, |release, _| release.confirmed()).await.map(|_| ())
}

/// Warns of a bank that has not confirmed after many attempts. No lag shows it: each attempt is due in its time.
fn warn_if_unconfirmed(transaction: TransactionId, attempt: u32) {
    if attempt >= MANY_ATTEMPTS {
        tracing::warn!(%transaction, attempt, "the bank does not confirm that money is given back");
    }
}

async fn step(
    gateway: &Gateway,
    Versioned { value: ledger, version }: Versioned<Ledger>,
    id: TransactionId,
    change: impl FnOnce(Release, Timestamp) -> Release,
) -> Result<Versioned<Ledger>, CommitError> {
    let now = gateway.clock.now();
    let action = ledger.action(id).ok_or(CommitError::Stale)?;
    let release = change(action.release.ok_or(CommitError::Stale)?, now);
    let (merchant, action) = (ledger.payment.merchant, Action { release: Some(release), ..action.clone() });
    let mut writes = vec![PaymentWrite::UpdateAction { merchant, action: Box::new(action.clone()) }.into()];
    if release.state == ReleaseState::Confirmed {
        writes.push(audit::released(merchant, &action));
    }
    let mut stored = Versioned { value: ledger.with(action)?, version };
    writes.push(update(&stored, now));
    gateway.store.commit(now, writes).await?;
    stored.version += 1;
    Ok(stored)
}
