//! Takes a payment by card: read, decide, commit that the bank is about to be asked, ask, commit the answer.

use std::sync::Arc;

use domain::{
    ReturnCode,
    card_check::{self, CardFacts},
    duplicate::{Claim, claim_ends},
    merchant::{Merchant, PaymentMethod},
    payment::PaymentDetails,
    transaction::{Effect, Input, State, Step, Transaction},
    used_card::UsedCard,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{IdempotencyKey, Network};

use super::{
    CreatePayment, Payment, Repeatable,
    card::{self, Card, Found},
};
use crate::{
    Gateway, Refusal,
    ports::{Answer, AuditLine, AuthorizationQuestion, CommitError, StoredCard, Versioned, Write},
};

/// How long a first answer can be had again.
const REPEATABLE_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Beyond the bank's time limit, before the reconciler takes over from whoever asked.
const GRACE: SignedDuration = SignedDuration::from_secs(10);
/// How much of it may be gone, to a slow store, when the bank is asked: later the reconciler might come first.
const MOST_LATE: SignedDuration = SignedDuration::from_secs(5);
/// How often an answer is brought to a store that fails; each time may take it seconds to say so.
const MOST_FAILURES: usize = 2;
/// Ids and tokens that are taken by chance are drawn again; so often they are not taken by chance.
const ROUNDS: u8 = 8;

pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    request: CreatePayment,
) -> Result<Payment, Refusal> {
    let repeat = request.repeatable.as_ref().map(|repeatable| Repeat::of(gateway, repeatable));
    let method = gateway.store.payment_method(merchant.id, &request.payment_method).await?;
    let method = method.ok_or(Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    let selected = request.selected_network;
    let attempt = match card::find(gateway, merchant, request.instrument).await? {
        Found::NoCard { token, expiry, holder, code } => {
            Attempt::Refused(card::show_token(token, expiry, holder), code)
        }
        Found::Card(card) => decide(gateway, &method, card, selected, &request.details),
    };
    let draft = Draft { merchant, method: &method, details: request.details, repeat };
    match attempt {
        Attempt::Refused(shown, code) => record_refusal(gateway, draft, shown, code).await,
        Attempt::Sound(card, network) => authorize(gateway, draft, card, network).await,
    }
}

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

struct Repeat {
    key: IdempotencyKey,
    digest: Vec<u8>,
}

impl Repeat {
    fn of(gateway: &Gateway, repeatable: &Repeatable) -> Self {
        let digest = gateway.vault.request_digest(&[repeatable.path.as_bytes(), &repeatable.body]);
        Self { key: repeatable.key.clone(), digest }
    }
}

/// What all transactions of this request have in common.
struct Draft<'a> {
    merchant: &'a Merchant,
    method: &'a PaymentMethod,
    details: Arc<PaymentDetails>,
    repeat: Option<Repeat>,
}

enum Attempt {
    /// Refused before a bank is asked.
    Refused(UsedCard, ReturnCode),
    Sound(Card, Network),
}

/// The rules that need no bank.
fn decide(
    gateway: &Gateway,
    method: &PaymentMethod,
    card: Card,
    selected_network: Option<Network>,
    details: &PaymentDetails,
) -> Attempt {
    let today = gateway.clock.now().to_zoned(gateway.settings.calendar.clone()).date();
    let facts = CardFacts {
        pan: &card.pan,
        expiry: card.expiry,
        cvx_digits: card.cvx.as_ref().map(primitives::Cvx::digits),
        cvx_expected: card.entered && details.has_buyer_present(),
        selected_network,
    };
    let verdict = details.check_amounts().and_then(|()| card_check::check(&facts, method, today));
    match verdict {
        Ok((_, network)) => Attempt::Sound(card, network),
        Err(code) => Attempt::Refused(card::show(&card, None, selected_network), code),
    }
}

async fn first_answer(
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

/// A refusal without a question is recorded in one commit.
async fn record_refusal(
    gateway: &Gateway,
    draft: Draft<'_>,
    shown: UsedCard,
    code: ReturnCode,
) -> Result<Payment, Refusal> {
    let (merchant, repeat) = (draft.merchant, draft.repeat.as_ref());
    let mut transaction = transaction(gateway, &draft, shown, State::Refused(code));
    for _ in 0..ROUNDS {
        let now = gateway.clock.now();
        let mut writes = vec![Write::BeginTransaction {
            transaction: Box::new(transaction.clone()),
            claim: None,
            wake_at: None,
        }];
        if let Some(repeat) = repeat {
            writes.push(begin_request(&transaction, repeat, now));
            writes.push(answer_request(&transaction, &repeat.key));
        }
        writes.push(audit(&transaction));
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Payment { transaction, replayed: false }),
            Err(CommitError::IdTaken) => transaction.id = next_id(gateway, now),
            Err(CommitError::RequestRepeated) => return lost_to_first(gateway, merchant, repeat).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

async fn authorize(
    gateway: &Gateway,
    draft: Draft<'_>,
    card: Card,
    network: Network,
) -> Result<Payment, Refusal> {
    let (merchant, repeat) = (draft.merchant, draft.repeat.as_ref());
    let mut sealed = card::seal(gateway, merchant.id, &card.pan, 0);
    let shown = card::show(&card, Some(sealed.token.clone()), Some(network));
    let mut transaction = transaction(gateway, &draft, shown, State::Unanswered);
    let claim = draft.method.checks_duplicates.then(|| transaction.claim());
    for round in 1..=ROUNDS {
        match begin(gateway, &mut transaction, claim.as_ref(), &sealed, repeat).await {
            Ok(deadline) => return ask(gateway, transaction, card, network, deadline).await,
            Err(CommitError::IdTaken) => transaction.id = next_id(gateway, gateway.clock.now()),
            Err(CommitError::TokenTaken) => {
                sealed = card::seal(gateway, merchant.id, &card.pan, round);
                transaction.card.mx_token = Some(sealed.token.clone());
            }
            Err(CommitError::RequestRepeated) => return lost_to_first(gateway, merchant, repeat).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

/// From here on the disk knows that the bank is about to be asked.
async fn begin(
    gateway: &Gateway,
    transaction: &mut Transaction,
    claim: Option<&Claim>,
    sealed: &StoredCard,
    repeat: Option<&Repeat>,
) -> Result<Timestamp, CommitError> {
    let now = gateway.clock.now();
    let deadline = later(now, gateway.settings.answer_limit + GRACE);
    transaction.state = State::Authorizing { deadline };
    // The request goes first: a repeat under the same key is a repeat before it is a duplicate.
    let mut writes: Vec<Write> =
        repeat.map(|repeat| begin_request(transaction, repeat, now)).into_iter().collect();
    writes.extend([
        Write::BeginTransaction {
            transaction: Box::new(transaction.clone()),
            claim: claim.cloned(),
            wake_at: Some(deadline),
        },
        Write::KeepCard(sealed.clone()),
        audit(transaction),
    ]);
    gateway.store.commit(now, writes).await.map(|()| deadline)
}

async fn ask(
    gateway: &Gateway,
    transaction: Transaction,
    card: Card,
    network: Network,
    deadline: Timestamp,
) -> Result<Payment, Refusal> {
    let limit = gateway.settings.answer_limit;
    // The commit took its time. A bank asked now might answer after the reconciler has told it to undo.
    let answer = if later(gateway.clock.now(), limit + GRACE - MOST_LATE) > deadline {
        Answer::NotSent
    } else {
        let question = AuthorizationQuestion {
            id: transaction.id,
            kind: transaction.kind(),
            amount: transaction.amount(),
            currency: transaction.details.order.currency,
            network,
            pan: card.pan,
            expiry: card.expiry,
            cvx: card.cvx,
            limit,
        };
        gateway.acquirer.authorize(question).await
    };
    let input = match answer {
        Answer::Approved(approval) => Input::Approved(approval),
        Answer::Declined(code) => Input::Declined(code),
        Answer::NotSent => Input::NotSent,
        Answer::Silence => Input::Silence,
    };
    settle(gateway, Versioned { value: transaction, version: 1 }, input).await
}

/// Brings the bank's answer home. Whoever asked has asked: from here on there is an id to tell, whatever happens.
async fn settle(
    gateway: &Gateway,
    mut stored: Versioned<Transaction>,
    input: Input,
) -> Result<Payment, Refusal> {
    let told = |stored: Versioned<Transaction>| Payment { transaction: stored.value, replayed: false };
    let mut failures = 0;
    while failures < MOST_FAILURES {
        match advance(gateway, stored.clone(), input.clone()).await {
            Ok(stored) => return Ok(told(stored)),
            // The reconciler was faster. A yes that comes after its reversal must be undone too; for any other
            // answer what it wrote is the truth.
            Err(CommitError::Stale) => {
                let (merchant, id) = (stored.value.merchant, stored.value.id);
                let Ok(Some(now)) = gateway.store.transaction(merchant, id).await else { break };
                let is_over = matches!(now.value.state, State::Accepted(_) | State::Refused(_));
                stored = now;
                if is_over || !matches!(input, Input::Approved(_)) {
                    return Ok(told(stored));
                }
            }
            Err(error) => {
                tracing::error!(%error, transaction = %stored.value.id, "a bank's answer is not on disk");
                failures += 1;
            }
        }
    }
    // The disk says "asked, not answered", and so do we: the reconciler undoes what the bank may have done.
    Ok(told(stored))
}

/// One step of the machine and all that follows from it, in one commit.
pub(super) async fn advance(
    gateway: &Gateway,
    mut stored: Versioned<Transaction>,
    input: Input,
) -> Result<Versioned<Transaction>, CommitError> {
    let now = gateway.clock.now();
    // An input out of its place means that somebody else has moved the transaction on.
    let Step { state, effects } = stored.value.state.step(input, now).map_err(|_| CommitError::Stale)?;
    stored.value.state = state;
    let (holder, claim) = (stored.value.id, stored.value.claim());
    let mut wake_at = None;
    let mut writes = vec![audit(&stored.value)];
    for effect in effects {
        match effect {
            Effect::KeepClaim => {
                let until = claim_ends(now, &gateway.settings.calendar);
                writes.push(Write::KeepClaim { claim: claim.clone(), holder, until });
            }
            Effect::ReleaseClaim => writes.push(Write::ReleaseClaim { claim: claim.clone(), holder }),
            Effect::WakeAt(moment) => wake_at = Some(moment),
            Effect::Rest => wake_at = None,
        }
    }
    // The first answer that a caller is told, or would have been told: a reversal that has only begun is none.
    if let Some(key) = &stored.value.idempotency_key
        && !matches!(stored.value.state, State::Reversing { .. })
    {
        writes.push(answer_request(&stored.value, key));
    }
    writes.push(Write::UpdateTransaction { transaction: Box::new(stored.clone()), wake_at });
    gateway.store.commit(now, writes).await?;
    stored.version += 1;
    Ok(stored)
}

fn transaction(gateway: &Gateway, draft: &Draft<'_>, card: UsedCard, state: State) -> Transaction {
    let now = gateway.clock.now();
    Transaction {
        id: next_id(gateway, now),
        merchant: draft.merchant.id,
        payment_method: draft.method.id.clone(),
        instrument_type: draft.method.instrument_type.clone(),
        created: now,
        card,
        details: Arc::clone(&draft.details),
        idempotency_key: draft.repeat.as_ref().map(|repeat| repeat.key.clone()),
        state,
    }
}

fn next_id(gateway: &Gateway, now: Timestamp) -> primitives::TransactionId {
    gateway.transaction_ids.next(now, gateway.random())
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// Two requests under one key at once: the other was first.
async fn lost_to_first(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: Option<&Repeat>,
) -> Result<Payment, Refusal> {
    let repeat = repeat.ok_or(Refusal::Internal)?;
    first_answer(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending)
}

fn begin_request(transaction: &Transaction, repeat: &Repeat, now: Timestamp) -> Write {
    Write::BeginRequest {
        merchant: transaction.merchant,
        key: repeat.key.clone(),
        digest: repeat.digest.clone(),
        transaction: transaction.id,
        until: later(now, REPEATABLE_FOR),
    }
}

fn answer_request(transaction: &Transaction, key: &IdempotencyKey) -> Write {
    Write::AnswerRequest {
        merchant: transaction.merchant,
        key: key.clone(),
        transaction: transaction.id,
        state: transaction.state.clone(),
    }
}

fn audit(transaction: &Transaction) -> Write {
    Write::Audit(AuditLine {
        merchant: Some(transaction.merchant),
        action: match transaction.state {
            State::Authorizing { .. } => "PAYMENT_BEGUN",
            State::Unanswered => "PAYMENT_UNANSWERED",
            State::Reversing { .. } => "PAYMENT_REVERSING",
            State::Accepted(_) => "PAYMENT_ACCEPTED",
            State::Refused(_) => "PAYMENT_REFUSED",
            State::Reversed => "PAYMENT_REVERSED",
            State::Undoing { .. } => "PAYMENT_UNDOING",
        },
        subject: transaction.id.to_string(),
    })
}
