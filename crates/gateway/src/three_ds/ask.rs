//! Asks the directory server, and records what it answers. That it is about to be asked is on disk before.

use document::Text;
use domain::{
    ReturnCode,
    authentication::{
        Authentication, AuthenticationInput, ChallengePreference, Decision, Effective, usual_eci,
    },
    merchant::{Merchant, PageSettings},
    subject::Subject,
    terms::Terms,
};
use primitives::Sealed;
use vault::{Place, SealedColumn};

use super::{Given, Occasion, card, request::reason, results};
use crate::{
    Gateway, Repeatable, audit,
    idempotency::begin_request,
    places::outside,
    ports::{
        AuthenticationAnswer, AuthenticationQuestion, AuthenticationReason, AuthenticationWrite, CommitError,
        IssuerDecision, MethodCompletion, Shop, Versioned, Write, authentication_row,
    },
};

/// What the directory server is asked about.
pub(super) struct Asked<'a> {
    pub(super) merchant: &'a Merchant,
    /// The settings of the point of sale, which tell its trade.
    pub(super) trade: &'a PageSettings,
    pub(super) terms: &'a Terms,
    pub(super) given: Given,
    pub(super) subject: card::Subject,
}

/// Commits that the directory server is about to be asked.
pub(super) async fn begin(
    gateway: &Gateway,
    stored: Versioned<Authentication>,
    repeat: Option<&Repeatable>,
) -> Result<Versioned<Authentication>, CommitError> {
    let deadline = gateway.deadline(gateway.clock.now());
    advance_once(gateway, stored, AuthenticationInput::Asked { deadline }, repeat).await
}

/// Asks. Returns the authentication as it is afterwards: where the answer could not be written it is as before.
pub(super) async fn ask(
    gateway: &Gateway,
    stored: Versioned<Authentication>,
    asked: Asked<'_>,
) -> Authentication {
    let (network, before) = (asked.subject.network, stored.value.clone());
    let question = question(gateway, &stored.value, asked);
    let input = match outside(gateway.three_ds.authenticate(question)).await {
        AuthenticationAnswer::Decided(decision) => {
            AuthenticationInput::Decided(decided(gateway, &before, decision, Effective::Frictionless))
        }
        AuthenticationAnswer::Challenge(challenge) => AuthenticationInput::Challenged(challenge),
        AuthenticationAnswer::Failed => AuthenticationInput::Failed(ReturnCode::DIRECTORY_FAILED),
    };
    match advance(gateway, stored, input).await {
        Ok(stored) => stored.value,
        Err(error) => {
            tracing::warn!(%error, authentication = %before.number, network = network.as_str(), "an answer of the directory server is lost");
            before
        }
    }
}

fn question(gateway: &Gateway, authentication: &Authentication, asked: Asked<'_>) -> AuthenticationQuestion {
    let Asked { merchant, trade, terms, given, subject } = asked;
    let reason = reason(terms.payment_type);
    let preference = match reason {
        // The issuer must ask for a challenge.
        AuthenticationReason::FirstOfSeries => ChallengePreference::ChallengeMandate,
        AuthenticationReason::Payment | AuthenticationReason::CardCheck => given.preference,
    };
    AuthenticationQuestion {
        transaction: authentication.server_transaction,
        network: subject.network,
        pan: subject.card.pan,
        expiry: subject.card.expiry,
        holder: subject.card.holder,
        amount: terms.amount,
        currency: terms.currency,
        at: authentication.created,
        reason,
        challenge_indicator: preference.indicator(),
        shop: Shop {
            id: merchant.id.to_string(),
            name: given.merchant_name,
            category: trade.mcc().as_str().to_owned(),
            country: trade.country().as_str().to_owned(),
            url: trade.shop_url.as_ref().map(|url| url.as_str().to_owned()),
        },
        device: given.device,
        method: match given.occasion {
            Occasion::First { .. } => MethodCompletion::Unavailable,
            Occasion::AfterMethod(completion) => completion,
        },
        buyer: given.buyer,
        results_url: gateway.addresses.authentication_results(&results::ticket(gateway, authentication)),
        limit: gateway.settings.answer_limit,
    }
}

/// Returns the decision as it is kept: its value is sealed.
pub(super) fn decided(
    gateway: &Gateway,
    authentication: &Authentication,
    decision: IssuerDecision,
    effective: Effective,
) -> Decision {
    let usual = || Text::parse(usual_eci(authentication.bound.network, decision.status)).ok();
    let row = authentication_row(authentication.merchant, authentication.number);
    let place = Place::new(SealedColumn::AuthenticationValue, &row);
    let seal = |value: &str| Sealed::new(gateway.vault.seal(place, gateway.nonce(), value.as_bytes()));
    Decision {
        status: decision.status,
        reason: decision.reason,
        eci: decision.eci.clone().or_else(usual),
        value: decision.value.as_ref().map(|value| seal(value)),
        effective,
        is_given_up: decision.is_given_up,
        directory_transaction: decision.directory_transaction,
        acs_transaction: decision.acs_transaction,
        version: decision.version.clone(),
    }
}

/// Commits the next stage.
pub(super) async fn advance(
    gateway: &Gateway,
    stored: Versioned<Authentication>,
    input: AuthenticationInput,
) -> Result<Versioned<Authentication>, CommitError> {
    advance_once(gateway, stored, input, None).await
}

/// Commits the next stage, and that a request under a key has led to it.
pub(super) async fn advance_once(
    gateway: &Gateway,
    stored: Versioned<Authentication>,
    input: AuthenticationInput,
    repeat: Option<&Repeatable>,
) -> Result<Versioned<Authentication>, CommitError> {
    let now = gateway.clock.now();
    let next = stored.value.step(input, now).map_err(|_| CommitError::Stale)?;
    let next = Versioned { value: next, version: stored.version };
    let subject = Subject::Transaction(next.value.number);
    let begun = repeat.map(|repeat| begin_request(next.value.merchant, subject, repeat, now));
    let mut writes: Vec<Write> = begun.into_iter().collect();
    writes.extend([
        AuthenticationWrite::Update(Box::new(next.clone())).into(),
        audit::authentication(&next.value),
    ]);
    gateway.store.commit(now, writes).await?;
    Ok(Versioned { version: next.version + 1, ..next })
}
