//! Decides on an action and records it: read, decide, commit, and again where another commit came first.

use domain::{
    ReturnCode,
    action::{Action, ActionKind, ActionTerms, CaptureOption, Place, Release, ReleaseState},
    duplicate::yesterday_begins,
    echo::Echo,
    ledger::{Inconsistent, Ledger},
    rules::{Grant, Wish, decide},
    subject::Subject,
    transaction::State,
};
use jiff::Timestamp;
use primitives::{Amount, MerchantId, TransactionId};

use super::late::{RenewalCard, card_of};
use crate::{
    Gateway, Refusal, audit,
    bank_answers::{answered, update},
    idempotency::{Repeatable, begin_request},
    ports::{CommitError, PaymentWrite, RemittanceWrite, Versioned, Write},
    transaction_ids::date_of,
};

/// The largest number of refused actions on one payment, and of granted ones: reading a ledger must stay
/// cheap. The two are counted apart, so that a merchant with too many refusals can still do what is granted.
const MAX_ACTIONS: usize = 1_000;
/// The largest number of commits that are tried for one action while others change the payment first. The
/// others are other instances, workers, and requests that name the payment by another of its ids; all other
/// requests wait for the payment's lock.
const MAX_COMMITS: u8 = 64;

/// An action to apply: its merchant, kind, terms and the transaction that it acts on.
pub(crate) struct Command<'a> {
    pub(crate) merchant: MerchantId,
    pub(crate) target: TransactionId,
    pub(crate) kind: ActionKind,
    pub(crate) option: CaptureOption,
    /// The terms. `None` for the gateway's own captures, which take all that is left to capture at that time.
    pub(crate) terms: Option<ActionTerms>,
    pub(crate) echo: Echo,
    pub(crate) repeat: Option<&'a Repeatable>,
    pub(crate) by_gateway: bool,
}

/// The result of [`apply`].
pub(crate) enum Applied {
    Done {
        ledger: Ledger,
        action: TransactionId,
    },
    /// The action is on disk, and the caller has to ask the bank to renew the authorisation.
    Asking {
        stored: Versioned<Ledger>,
        action: TransactionId,
        card: RenewalCard,
    },
    /// The idempotency key is in use.
    Repeated,
    /// A capture of all that is left was asked for, and nothing is left.
    NothingLeft,
}

/// Applies an action to a payment.
pub(crate) async fn apply(gateway: &Gateway, command: &Command<'_>) -> Result<Applied, Refusal> {
    let _turn = gateway.payment_locks.lock(command.target).await;
    let mut checks_duplicates = None;
    for _ in 0..MAX_COMMITS {
        let unknown = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);
        let stored = gateway.store.ledger(command.merchant, command.target).await?.ok_or(unknown.clone())?;
        let ledger = &stored.value;
        if ledger.action(command.target).is_some_and(|action| action.kind == ActionKind::Expiry) {
            return Err(unknown);
        }
        let checks = match checks_duplicates {
            Some(checks) => checks,
            None => *checks_duplicates.insert(looks_for_duplicates(gateway, command, ledger).await?),
        };
        let terms = match &command.terms {
            Some(terms) => terms.clone(),
            // The amount is read now: the merchant may have captured a part since the work was taken.
            None if ledger.uncaptured() == Amount::ZERO => return Ok(Applied::NothingLeft),
            None => ActionTerms::of_gateway(ledger.uncaptured()),
        };
        let now = gateway.clock.now();
        let wish = Wish {
            kind: command.kind,
            option: command.option,
            target: command.target,
            amount: terms.amount,
            currency: terms.currency,
            reference: terms.reference.as_ref(),
            duplicates_since: checks.then(|| yesterday_begins(now, &gateway.settings.calendar)),
        };
        let verdict = decide(ledger, &wish, now);
        if !command.by_gateway && is_full(ledger, verdict.is_err()) {
            return Err(Refusal::TooManyActions);
        }
        let outcome = match verdict {
            Ok(grant) if grant.asks_bank => match card_of(gateway, &ledger.payment).await? {
                Some(card) => grant_late(gateway, command, &terms, stored, grant, card).await,
                None => refuse(gateway, command, &terms, stored, ReturnCode::TOKEN_UNKNOWN).await,
            },
            Ok(grant) => accept(gateway, command, &terms, stored, grant).await,
            Err(code) => refuse(gateway, command, &terms, stored, code).await,
        };
        match outcome {
            Ok(applied) => return Ok(applied),
            Err(CommitError::Stale | CommitError::IdTaken) => {}
            Err(CommitError::RequestRepeated) => return Ok(Applied::Repeated),
            Err(error) => return Err(error.into()),
        }
    }
    tracing::warn!(transaction = %command.target, "others were faster {MAX_COMMITS} times");
    Err(Refusal::Unavailable)
}

fn is_full(ledger: &Ledger, refused: bool) -> bool {
    let is_refused = |action: &&Action| matches!(action.state, State::Refused(_));
    ledger.actions.iter().filter(|action| is_refused(action) == refused).count() >= MAX_ACTIONS
}

async fn looks_for_duplicates(
    gateway: &Gateway,
    command: &Command<'_>,
    ledger: &Ledger,
) -> Result<bool, Refusal> {
    if command.by_gateway || command.kind == ActionKind::Cancel {
        return Ok(false);
    }
    let channel = gateway.store.payment_method(command.merchant, &ledger.payment.payment_method).await?;
    Ok(channel.is_none_or(|channel| channel.method.checks_duplicates))
}

async fn accept(
    gateway: &Gateway,
    command: &Command<'_>,
    terms: &ActionTerms,
    stored: Versioned<Ledger>,
    grant: Grant,
) -> Result<Applied, CommitError> {
    let _beginning = gateway.beginnings.enter(command.merchant);
    let now = gateway.clock.now();
    let mut action = draft(gateway, command, terms, &stored, State::Accepted(None), now);
    action.release = grant.release.map(|amount| owed(amount, now));
    action.taken = grant.taken;
    let taken_from: Vec<TransactionId> = action.taken.iter().map(|part| part.from).collect();
    let before: Vec<Amount> = taken_from.iter().map(|entry| left_of(&stored.value, *entry)).collect();
    let (stored, id) = with(stored, action)?;
    let mut writes = writes_of(command, &stored, id, now);
    for (entry, from) in taken_from.into_iter().zip(before) {
        let (merchant, to) = (command.merchant, left_of(&stored.value, entry));
        writes.push(RemittanceWrite::ReduceLine { merchant, entry, from, to }.into());
    }
    if let Some(line) = stored.value.line(id, now, &gateway.settings.calendar) {
        writes.push(RemittanceWrite::AddLine(Box::new(line)).into());
    }
    if stored.value.is_cancelled() {
        // The order may be paid again.
        let payment = &stored.value.payment;
        writes.push(PaymentWrite::ReleaseClaim { claim: payment.claim(), holder: payment.id }.into());
    }
    writes.push(update(&stored, now));
    gateway.store.commit(now, writes).await?;
    Ok(Applied::Done { ledger: stored.value, action: id })
}

fn left_of(ledger: &Ledger, entry: TransactionId) -> Amount {
    ledger.entry(entry).expect("a cancel is granted on captures and refunds of its ledger").left
}

/// Records that a bank is about to be asked, because the authorisation has expired.
async fn grant_late(
    gateway: &Gateway,
    command: &Command<'_>,
    terms: &ActionTerms,
    stored: Versioned<Ledger>,
    grant: Grant,
    card: RenewalCard,
) -> Result<Applied, CommitError> {
    let _beginning = gateway.beginnings.enter(command.merchant);
    let now = gateway.clock.now();
    let deadline = gateway.deadline(now);
    let mut action = draft(gateway, command, terms, &stored, State::Authorizing { deadline }, now);
    action.release = grant.release.map(|amount| owed(amount, now));
    let (mut stored, id) = with(stored, action)?;
    let mut writes = writes_of(command, &stored, id, now);
    writes.extend(stored.value.action(id).map(|action| audit::unsealed_for(command.merchant, action)));
    writes.push(update(&stored, now));
    gateway.store.commit(now, writes).await?;
    stored.version += 1;
    Ok(Applied::Asking { stored, action: id, card })
}

/// Records a refused action, which changes no amount. For an action of the gateway itself the payment's next
/// work is stored too.
async fn refuse(
    gateway: &Gateway,
    command: &Command<'_>,
    terms: &ActionTerms,
    stored: Versioned<Ledger>,
    code: ReturnCode,
) -> Result<Applied, CommitError> {
    let _beginning = gateway.beginnings.enter(command.merchant);
    let now = gateway.clock.now();
    let action = draft(gateway, command, terms, &stored, State::Refused(code), now);
    let (stored, id) = with(stored, action)?;
    let mut writes = writes_of(command, &stored, id, now);
    if command.by_gateway {
        writes.push(update(&stored, now));
    }
    gateway.store.commit(now, writes).await?;
    Ok(Applied::Done { ledger: stored.value, action: id })
}

fn draft(
    gateway: &Gateway,
    command: &Command<'_>,
    terms: &ActionTerms,
    stored: &Versioned<Ledger>,
    state: State,
    now: Timestamp,
) -> Action {
    let refused = matches!(state, State::Refused(_)) && !command.by_gateway;
    let place = if refused { Place::refused(stored.version) } else { Place::granted(stored.version) };
    let id = gateway.transaction_ids.next_action(gateway.settings.cell, now, gateway.random());
    Action {
        id,
        payment: stored.value.payment.id,
        target: command.target,
        kind: command.kind,
        option: command.option,
        amount: terms.amount,
        reference: terms.reference.clone(),
        created: date_of(id, now),
        place,
        by_gateway: command.by_gateway,
        idempotency_key: command.repeat.map(|repeat| repeat.key.clone()),
        state,
        taken: Vec::new(),
        release: None,
    }
}

fn with(
    stored: Versioned<Ledger>,
    action: Action,
) -> Result<(Versioned<Ledger>, TransactionId), Inconsistent> {
    let (id, version) = (action.id, stored.version);
    Ok((Versioned { value: stored.value.with(action)?, version }, id))
}

/// Returns the writes of every attempt: the request under its key, its answer, the action and its audit line.
fn writes_of(
    command: &Command<'_>,
    stored: &Versioned<Ledger>,
    id: TransactionId,
    now: Timestamp,
) -> Vec<Write> {
    let action = stored.value.action(id).expect("it was put there");
    let merchant = command.merchant;
    let mut writes = Vec::with_capacity(8);
    if let Some(repeat) = command.repeat {
        writes.push(begin_request(merchant, Subject::Transaction(id), repeat, now));
        if !action.is_pending() {
            writes.push(answered(merchant, &repeat.key, id, &action.state));
        }
    }
    let add =
        PaymentWrite::AddAction { merchant, action: Box::new(action.clone()), echo: command.echo.clone() };
    writes.push(add.into());
    writes.push(audit::action(merchant, action));
    writes
}

fn owed(amount: Amount, now: Timestamp) -> Release {
    Release { amount, state: ReleaseState::Owed { due: now, attempt: 0 } }
}
