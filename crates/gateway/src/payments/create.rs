//! Creates a payment by card: read, decide, commit that the bank is about to be asked, ask, commit the
//! answer.

use domain::{
    ReturnCode,
    card_check::{self, CardFacts},
    duplicate::Claim,
    ledger::Ledger,
    merchant::{Merchant, PaymentMethod},
    subject::Subject,
    terms::Terms,
    transaction::{State, Transaction},
    used_card::UsedCard,
    work::{Due, Work},
};
use jiff::Timestamp;
use primitives::{MerchantId, Network};

use super::{
    CreatePayment, Instrument, Means, Payment,
    card::{self, Card, Found},
    device::Once,
    draft::{Draft, draw_again},
    origin::{ByMerchant, Claimed, PaymentOrigin},
};
use crate::{
    Gateway, Refusal, audit,
    bank_answers::{answered, record_answer},
    card_likes,
    deadlines::input_of,
    draws::Draws,
    idempotency::{Repeatable, begin_request, begin_until, first_answer},
    limits::PointOfSaleKey,
    places::outside,
    ports::{
        AcquirerAnswer, AuthorizationQuestion, CardWrite, Channel, CommitError, IssuerProof, PaymentWrite,
        StoredCard, TokenFault, Versioned, Write,
    },
    three_ds::{Claimed as Claimed3ds, Proof},
    wallets,
};

/// Creates a payment that a merchant asked for.
pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    request: CreatePayment,
    means: Means,
) -> Result<Payment, Refusal> {
    let (instrument, wallet) = match means {
        Means::Card(instrument) => (instrument, None),
        Means::Wallet(choice) => {
            let (card, used) = wallets::payer(gateway, merchant, choice, None).await?;
            (Instrument::Kept(card), Some(used))
        }
    };
    let origin = ByMerchant { buyer_address: request.buyer_address, wallet };
    create_from(gateway, merchant, request, instrument, &origin).await
}

/// Creates a payment of any origin.
pub(crate) async fn create_from(
    gateway: &Gateway,
    merchant: &Merchant,
    request: CreatePayment,
    instrument: Instrument,
    origin: &dyn PaymentOrigin,
) -> Result<Payment, Refusal> {
    let repeat = request.repeatable;
    let channel = gateway.store.payment_method(merchant.id, &request.payment_method).await?;
    let channel = channel.ok_or(Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    origin.check_method(&channel, &request.terms)?;
    let Channel { method, notification_url, limits, .. } = channel;
    let shop = PointOfSaleKey { merchant: merchant.id, reference: &method.point_of_sale, limits };
    origin.look(gateway, shop)?;
    let selected = request.selected_network;
    let (terms, echo, claimed) = (request.terms, request.echo, request.authentication);
    let found = card::find(gateway, merchant, instrument, origin.fingerprint()).await?;
    let card = found.card();
    card_likes::judge(gateway, merchant, &request.card_likes, card.map(|card| &card.pan))?;
    origin.admit(gateway, shop, card.map(|card| &card.fingerprint))?;
    let unsealed = card.is_some_and(|card| !card.entered);
    let attempt = match found {
        Found::Refused(shown, code) => Attempt::Refused(shown, code),
        Found::Card(card) => decide(gateway, merchant.id, &method, card, selected, &terms).await?,
    };
    let draft = Draft { merchant, method: &method, terms, echo, notification_url, repeat, unsealed, origin };
    match attempt {
        Attempt::Refused(shown, code) => record_refusal(gateway, &draft, shown, code).await,
        Attempt::Sound(card, network) => authorize(gateway, &draft, card, network, claimed).await,
    }
}

/// The result of the rules that need no bank.
enum Attempt {
    /// The payment is refused before a bank is asked.
    Refused(UsedCard, ReturnCode),
    Sound(Card, Network),
}

/// Checks the rules that need no bank.
async fn decide(
    gateway: &Gateway,
    merchant: MerchantId,
    method: &PaymentMethod,
    card: Card,
    selected_network: Option<Network>,
    terms: &Terms,
) -> Result<Attempt, Refusal> {
    let usual = card.usual_network.filter(|network| method.networks.contains(network));
    let selected_network = selected_network.or(usual);
    let today = gateway.clock.now().to_zoned(gateway.settings.calendar.clone()).date();
    let facts = CardFacts {
        pan: &card.pan,
        expiry: card.expiry,
        cvx_digits: card.cvx.as_ref().map(primitives::Cvx::digits),
        cvx_expected: card.entered && card.device.is_none() && terms.has_buyer_present(),
        selected_network,
    };
    let verdict = terms.check_amounts().and_then(|()| card_check::check(&facts, method, today));
    Ok(match verdict {
        Ok((_, network)) => Attempt::Sound(card, network),
        Err(code) => {
            let token = card::known_token(gateway, merchant, &card).await?;
            Attempt::Refused(card::show(&card, token, selected_network), code)
        }
    })
}

/// Records in one commit a payment that is refused before a bank is asked.
async fn record_refusal(
    gateway: &Gateway,
    draft: &Draft<'_>,
    shown: UsedCard,
    code: ReturnCode,
) -> Result<Payment, Refusal> {
    let (merchant, repeat) = (draft.merchant, draft.repeat.as_ref());
    let _beginning = gateway.beginnings.enter(draft.merchant.id);
    let mut transaction = draft.transaction(gateway, Some(shown), State::Refused(code));
    let mut draws = Draws::default();
    loop {
        let now = gateway.clock.now();
        let begin =
            PaymentWrite::Begin { transaction: Box::new(transaction.clone()), claim: None, due: None };
        let mut writes = vec![begin.into()];
        if let Some(repeat) = repeat {
            writes.push(begin_request(merchant.id, Subject::Transaction(transaction.id), repeat, now));
            writes.push(answered(merchant.id, &repeat.key, transaction.id, &transaction.state));
        }
        writes.extend(draft.unsealed.then(|| audit::unsealed(merchant.id, transaction.id)));
        writes.push(audit::payment(&transaction));
        writes.extend(draft.origin.on_refusal(gateway, &transaction, now)?);
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Payment { transaction, replayed: false }),
            Err(CommitError::Stale) => return Err(draft.origin.on_stale()),
            Err(CommitError::RequestRepeated) => {
                return first_answer_or_pending(gateway, merchant, repeat).await;
            }
            Err(error) => draws.again_after(error)?,
        }
        draw_again(gateway, &mut transaction);
    }
}

async fn authorize(
    gateway: &Gateway,
    draft: &Draft<'_>,
    card: Card,
    network: Network,
    claimed: Option<Claimed3ds>,
) -> Result<Payment, Refusal> {
    let merchant = draft.merchant;
    let mut draws = Draws::default();
    let mut sealed = card::seal(gateway, merchant.id, &card, draws.number());
    let shown = card::show(&card, Some(sealed.token.clone()), Some(network));
    let beginning = gateway.beginnings.enter(draft.merchant.id);
    let mut transaction = draft.transaction(gateway, Some(shown), State::Unanswered);
    let claim = draft.method.checks_duplicates.then(|| transaction.claim());
    let mut relied = Relied::on(gateway, merchant.id, claimed.as_ref(), &transaction, &card).await?;
    loop {
        let proof = match relied {
            Ok(proof) => proof,
            Err(code) => {
                let shown = card::show(&card, Some(sealed.token), Some(network));
                return record_refusal(gateway, draft, shown, code).await;
            }
        };
        transaction.authentication = proof.as_ref().map(|proof| proof.proof.told());
        let once = card.device.as_ref().map(|device| &device.once);
        let kept = Kept { sealed: &sealed, once, proof: proof.as_ref().map(|proof| &proof.proof) };
        match begin(gateway, draft, &mut transaction, claim.as_ref(), &kept).await {
            Ok(deadline) => {
                drop(beginning);
                let proof = proof.map(|proof| proof.of_issuer);
                return Ok(ask(gateway, draft, transaction, card, network, proof, deadline).await);
            }
            Err(CommitError::Stale) if proof.is_some() && draft.origin.origin(None).session().is_none() => {}
            Err(CommitError::Claimed(holder)) => match draft.origin.on_claimed(holder) {
                Claimed::Refuse(refusal) => return Err(refusal),
                Claimed::Record(code) => {
                    let shown = card::show(&card, Some(sealed.token), Some(network));
                    return record_refusal(gateway, draft, shown, code).await;
                }
            },
            Err(CommitError::Stale) => return Err(draft.origin.on_stale()),
            Err(CommitError::RequestRepeated) if once.is_some() => {
                return first_answer_or_used(gateway, merchant, draft.repeat.as_ref()).await;
            }
            Err(CommitError::RequestRepeated) => {
                return first_answer_or_pending(gateway, merchant, draft.repeat.as_ref()).await;
            }
            Err(CommitError::TokenTaken) => {
                card::draw_another_token(gateway, &mut draws, merchant.id, &card)?;
                sealed = card::seal(gateway, merchant.id, &card, draws.number());
                transaction.card = Some(card::show(&card, Some(sealed.token.clone()), Some(network)));
            }
            Err(CommitError::KeyRetired) => {
                let number = draws.number();
                draws.again_with_new_keys(gateway).await?;
                sealed = card::seal(gateway, merchant.id, &card, number);
            }
            Err(error) => {
                draws.again_after(error)?;
                draw_again(gateway, &mut transaction);
            }
        }
        relied = Relied::on(gateway, merchant.id, claimed.as_ref(), &transaction, &card).await?;
    }
}

/// The authentication that a payment relies on, and what the bank is given of it.
struct Relied {
    proof: Proof,
    of_issuer: IssuerProof,
}

impl Relied {
    /// Finds the authentication that a payment claims, if it claims one. The code says why it does not suit the payment.
    async fn on(
        gateway: &Gateway,
        merchant: MerchantId,
        claimed: Option<&Claimed3ds>,
        payment: &Transaction,
        card: &Card,
    ) -> Result<Result<Option<Box<Self>>, ReturnCode>, Refusal> {
        let Some(claimed) = claimed else { return Ok(Ok(None)) };
        // Few payments have a proof: the others do not carry the size of this future.
        Box::pin(async {
            Ok(match Proof::find(gateway, merchant, claimed, payment, card).await? {
                Ok(proof) => Ok(Some(Box::new(Self { of_issuer: proof.of_issuer(gateway).await?, proof }))),
                Err(code) => Err(code),
            })
        })
        .await
    }
}

/// What is written besides the payment in the commit that begins it.
struct Kept<'a> {
    sealed: &'a StoredCard,
    once: Option<&'a Once>,
    proof: Option<&'a Proof>,
}

/// Commits that the bank is about to be asked. Returns the deadline of its answer.
async fn begin(
    gateway: &Gateway,
    draft: &Draft<'_>,
    transaction: &mut Transaction,
    claim: Option<&Claim>,
    kept: &Kept<'_>,
) -> Result<Timestamp, CommitError> {
    let now = gateway.clock.now();
    let deadline = gateway.deadline(now);
    transaction.state = State::Authorizing { deadline };
    // The request is written first: a repeat under the same key counts as a repeat and not as a duplicate.
    let subject = Subject::Transaction(transaction.id);
    let repeat =
        draft.repeat.as_ref().map(|repeat| begin_request(transaction.merchant, subject, repeat, now));
    let mut writes: Vec<Write> = repeat.into_iter().chain(draft.origin.on_begin(transaction, now)?).collect();
    writes.extend([
        PaymentWrite::Begin {
            transaction: Box::new(transaction.clone()),
            claim: claim.cloned(),
            due: Some(Due { work: Work::Reconcile, at: deadline }),
        }
        .into(),
        CardWrite::Keep(kept.sealed.clone()).into(),
        audit::payment(transaction),
    ]);
    if let Some(proof) = kept.proof {
        writes.extend(proof.uses(transaction, now)?);
    }
    writes.extend(kept.once.map(|once| begin_until(transaction.merchant, subject, &once.key, once.until)));
    writes.extend(draft.unsealed.then(|| audit::unsealed(transaction.merchant, transaction.id)));
    gateway.store.commit(now, writes).await.map(|()| deadline)
}

async fn ask(
    gateway: &Gateway,
    draft: &Draft<'_>,
    transaction: Transaction,
    card: Card,
    network: Network,
    authentication: Option<IssuerProof>,
    deadline: Timestamp,
) -> Payment {
    let answer = if gateway.is_too_late(deadline) {
        AcquirerAnswer::NotSent
    } else {
        let question = AuthorizationQuestion {
            merchant: transaction.merchant,
            id: transaction.id,
            kind: transaction.kind(),
            fallback: draft.origin.fallback(),
            amount: transaction.amount(),
            currency: transaction.terms.currency,
            network,
            pan: card.pan,
            expiry: card.expiry,
            cvx: card.cvx,
            proof: card.device.and_then(|device| device.proof),
            authentication,
            original: transaction.terms.original_transaction.clone(),
            limit: gateway.settings.answer_limit,
        };
        outside(gateway.acquirer.authorize(question)).await
    };
    let id = transaction.id;
    let stored = Versioned { value: Ledger::new(transaction), version: 1 };
    Payment {
        transaction: record_answer(gateway, stored, id, input_of(answer)).await.into_payment(),
        replayed: false,
    }
}

/// Returns the first answer after another request under the same key was committed first.
async fn first_answer_or_pending(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: Option<&Repeatable>,
) -> Result<Payment, Refusal> {
    let repeat = repeat.ok_or(Refusal::Internal)?;
    find_first_answer(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending)
}

/// Returns the first answer where the request was committed before under its own key. Otherwise it is the token of the wallet that
/// was used before.
async fn first_answer_or_used(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: Option<&Repeatable>,
) -> Result<Payment, Refusal> {
    let first = match repeat {
        Some(repeat) => find_first_answer(gateway, merchant, repeat).await?,
        None => None,
    };
    first.ok_or(Refusal::Token(TokenFault::Used))
}

/// Returns the first answer to an earlier request under the same key, if there is one.
///
/// Call it before the request is validated: the first request may have been valid under older rules.
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Payment>, Refusal> {
    find_first_answer(gateway, merchant, repeatable).await
}

async fn find_first_answer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<Payment>, Refusal> {
    let Some(first) = first_answer(gateway, merchant, repeat).await? else { return Ok(None) };
    let stored = gateway.store.transaction(merchant.id, first.transaction).await?.ok_or(Refusal::Internal)?;
    Ok(Some(Payment { transaction: Transaction { state: first.state, ..stored.value }, replayed: true }))
}
