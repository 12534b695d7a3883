//! Begins an authentication, and goes on with it after the 3DS method.

use domain::{
    ReturnCode,
    authentication::{Authentication, AuthenticationId, Bound, CHALLENGE_LIFE, Ending, PROOF_LIFE, Stage},
    merchant::{Merchant, PageSettings},
    subject::Subject as RequestSubject,
    terms::{SalesChannel, Terms},
    used_card::UsedCard,
};
use jiff::Timestamp;
use primitives::{Network, TransactionId, Uuid};

use super::{
    Authenticate, Occasion, Told,
    ask::{self, Asked},
    card::{self, Looked, Subject},
    request::begins_series,
    told::told,
};
use crate::{
    Gateway, Refusal, Repeatable, audit, card_likes,
    deadlines::later,
    draws::Draws,
    idempotency::{begin_request, first_transfer},
    limits::{CardTry, PointOfSaleKey},
    payments::{Instrument, Means},
    places::outside,
    ports::{AuthenticationWrite, Channel, CommitError, Enrolment, Versioned, Write},
    wallets,
};

/// Begins an authentication. It ends here, unless the buyer's browser has to run the 3DS method, or the issuer asks for a challenge.
pub async fn create(gateway: &Gateway, merchant: &Merchant, asked: Authenticate) -> Result<Told, Refusal> {
    let (channel, trade) = channel_of(gateway, merchant, &asked).await?;
    let Looked { shown, subject } =
        look(gateway, merchant, &channel, &asked.card_likes, asked.means, asked.selected_network).await?;
    let Authenticate { id, terms, given, repeatable, .. } = asked;
    let fate = fate(gateway, &terms, &subject, &given.occasion).await;
    let opening = Opening { merchant, given: &given, id: id.as_ref(), repeat: repeatable.as_ref() };
    let network = subject.as_ref().ok().map_or(Network::Visa, |subject| subject.network);
    let fingerprint = subject.as_ref().map(|subject| subject.card.fingerprint.as_bytes().to_vec());
    let bound = Bound {
        payment_method: channel.method.id.clone(),
        network,
        card: fingerprint.unwrap_or_default(),
        amount: terms.amount,
        currency: terms.currency,
        begins_series: begins_series(terms.payment_type),
    };
    let form_of = |server_transaction: Uuid| match (&fate, &given.occasion) {
        (Fate::Method(url), Occasion::First { method_notification_url }) => {
            Some(gateway.three_ds.method_form(url, server_transaction, method_notification_url))
        }
        _ => None,
    };
    let stored = match opening.commit(gateway, bound, &fate).await? {
        Opened::New(stored) => *stored,
        Opened::Before(told) => return Ok(*told),
    };
    let form = form_of(stored.value.server_transaction);
    match (fate, subject) {
        (Fate::Ask, Ok(subject)) => {
            let asked = Asked { merchant, trade: &trade, terms: &terms, given, subject };
            let ended = ask::ask(gateway, stored, asked).await;
            Ok(told(gateway, ended, None, Some(shown)))
        }
        _ => Ok(told(gateway, stored.value, form, Some(shown))),
    }
}

/// Goes on after the 3DS method: the directory server is asked. An authentication that has gone on already is told as it is.
pub async fn proceed(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &AuthenticationId,
    asked: Authenticate,
) -> Result<Told, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::AUTHENTICATION_UNKNOWN);
    let stored = gateway.store.authentication(merchant.id, id).await?.ok_or(unknown)?;
    let (channel, trade) = channel_of(gateway, merchant, &asked).await?;
    let Looked { shown, subject } =
        look(gateway, merchant, &channel, &asked.card_likes, asked.means, asked.selected_network).await?;
    if stored.value.stage != Stage::Collecting {
        return Ok(told(gateway, stored.value, None, None));
    }
    let Authenticate { terms, given, repeatable, .. } = asked;
    let subject = match subject {
        Ok(subject) if is_same(&stored.value, &channel, &terms, &subject) => subject,
        _ => {
            return Ok(Told {
                code: ReturnCode::AUTHENTICATION_DIFFERS,
                ..failed(gateway, stored.value, shown)
            });
        }
    };
    if matches!(given.occasion, Occasion::First { .. }) {
        return Ok(Told { code: ReturnCode::METHOD_OUT_OF_ORDER, ..failed(gateway, stored.value, shown) });
    }
    let asked = Asked { merchant, trade: &trade, terms: &terms, given, subject };
    match ask::begin(gateway, stored, repeatable.as_ref()).await {
        Ok(stored) => {
            let ended = ask::ask(gateway, stored, asked).await;
            Ok(told(gateway, ended, None, Some(shown)))
        }
        // Another request has gone on with it.
        Err(CommitError::Stale | CommitError::RequestRepeated) => {
            let unknown = Refusal::Unknown(ReturnCode::AUTHENTICATION_UNKNOWN);
            let stored = gateway.store.authentication(merchant.id, id).await?.ok_or(unknown)?;
            Ok(told(gateway, stored.value, None, Some(shown)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the answer to an earlier request under the same key, if there is one: what has become of its authentication.
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Told>, Refusal> {
    let Some(number) = first_transfer(gateway, merchant, repeatable).await? else { return Ok(None) };
    let stored =
        gateway.store.authentication_by_number(merchant.id, number).await?.ok_or(Refusal::Internal)?;
    if matches!(stored.value.stage, Stage::Asking { deadline } if gateway.clock.now() < deadline) {
        return Err(Refusal::RepeatPending);
    }
    Ok(Some(Told { replayed: true, ..told(gateway, stored.value, None, None) }))
}

fn failed(gateway: &Gateway, authentication: Authentication, shown: UsedCard) -> Told {
    told(gateway, authentication, None, Some(shown))
}

/// Finds the payment method, and the settings of its point of sale.
async fn channel_of(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: &Authenticate,
) -> Result<(Channel, PageSettings), Refusal> {
    let channel = gateway.store.payment_method(merchant.id, &asked.payment_method).await?;
    let channel = channel.filter(|channel| channel.method.takes_cards());
    let channel = channel.ok_or(Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    if !channel.is_active() {
        return Err(Refusal::Inactive);
    }
    let setup = gateway.store.point_of_sale_setup(merchant.id, &channel.method.point_of_sale).await?;
    Ok((channel, setup.ok_or(Refusal::Internal)?.point_of_sale.settings))
}

/// Finds the card and counts it, as a payment by it would.
async fn look(
    gateway: &Gateway,
    merchant: &Merchant,
    channel: &Channel,
    likes: &[crate::CardLike],
    means: Means,
    selected: Option<Network>,
) -> Result<Looked, Refusal> {
    let at = PointOfSaleKey {
        merchant: merchant.id,
        reference: &channel.method.point_of_sale,
        limits: channel.limits,
    };
    gateway.limits.look_at_merchant(at, gateway.clock.now())?;
    let instrument = match means {
        Means::Card(instrument) => instrument,
        Means::Wallet(choice) => Instrument::Kept(wallets::payer(gateway, merchant, choice, None).await?.0),
    };
    let looked = card::find(gateway, merchant, &channel.method, instrument, selected).await?;
    let card = looked.subject.as_ref().ok().map(|subject| &subject.card);
    card_likes::judge(gateway, merchant, likes, card.map(|card| &card.pan))?;
    let fingerprint = card.map(|card| &card.fingerprint);
    let tried = CardTry { at, session: None, address: None, card: fingerprint };
    gateway.limits.admit_card(&tried, gateway.clock.now())?;
    Ok(looked)
}

/// What becomes of a request before the directory server is asked.
enum Fate {
    /// The buyer's browser runs the 3DS method at this URL first.
    Method(String),
    Ask,
    End(ReturnCode),
}

async fn fate(
    gateway: &Gateway,
    terms: &Terms,
    subject: &Result<Subject, ReturnCode>,
    occasion: &Occasion,
) -> Fate {
    let subject = match subject {
        Ok(subject) => subject,
        Err(code) => return Fate::End(*code),
    };
    // Nobody authenticates by telephone or mail.
    if terms.channel != SalesChannel::ECommerce {
        return Fate::End(ReturnCode::AUTHENTICATION_DIFFERS);
    }
    if let Err(code) = terms.check_amounts() {
        return Fate::End(code);
    }
    let asking =
        gateway.three_ds.enrolment(&subject.card.pan, subject.network, gateway.settings.answer_limit);
    match (outside(asking).await, occasion) {
        (Enrolment::NotEnrolled, _) => Fate::End(ReturnCode::NOT_ENROLLED),
        (Enrolment::NoDirectory, _) => Fate::End(ReturnCode::NO_DIRECTORY),
        (Enrolment::Enrolled { method_url: Some(url) }, Occasion::First { .. }) => Fate::Method(url),
        (Enrolment::Enrolled { .. } | Enrolment::Unknown, _) => Fate::Ask,
    }
}

fn is_same(stored: &Authentication, channel: &Channel, terms: &Terms, subject: &Subject) -> bool {
    let bound = &stored.bound;
    bound.payment_method == channel.method.id
        && bound.amount == terms.amount
        && bound.currency == terms.currency
        && bound.network == subject.network
        && bound.card == subject.card.fingerprint.as_bytes()
}

/// An authentication that is about to be on disk.
struct Opening<'a> {
    merchant: &'a Merchant,
    given: &'a super::Given,
    id: Option<&'a AuthenticationId>,
    repeat: Option<&'a Repeatable>,
}

enum Opened {
    New(Box<Versioned<Authentication>>),
    Before(Box<Told>),
}

impl Opening<'_> {
    async fn commit(&self, gateway: &Gateway, bound: Bound, fate: &Fate) -> Result<Opened, Refusal> {
        let _beginning = gateway.beginnings.enter(self.merchant.id);
        let mut draws = Draws::default();
        loop {
            let now = gateway.clock.now();
            let number = gateway.transaction_ids.next_payment(gateway.settings.cell, now, gateway.random());
            let authentication = self.drawn(gateway, bound.clone(), fate, number, now)?;
            let subject = RequestSubject::Transaction(number);
            let begun = self.repeat.map(|repeat| begin_request(self.merchant.id, subject, repeat, now));
            let mut writes: Vec<Write> = begun.into_iter().collect();
            writes.extend([
                AuthenticationWrite::Add {
                    authentication: Box::new(authentication.clone()),
                    forgotten: later(later(now, PROOF_LIFE), CHALLENGE_LIFE),
                }
                .into(),
                audit::authentication(&authentication),
            ]);
            match gateway.store.commit(now, writes).await {
                Ok(()) => return Ok(Opened::New(Box::new(Versioned { value: authentication, version: 1 }))),
                Err(CommitError::RequestRepeated) => {
                    let repeat = self.repeat.ok_or(Refusal::Internal)?;
                    let first =
                        replay(gateway, self.merchant, repeat).await?.ok_or(Refusal::RepeatPending)?;
                    return Ok(Opened::Before(Box::new(first)));
                }
                Err(CommitError::IdTaken) if self.is_taken(gateway).await? => {
                    return Err(Refusal::AuthenticationExists);
                }
                Err(error) => draws.again_after(error)?,
            }
        }
    }

    async fn is_taken(&self, gateway: &Gateway) -> Result<bool, Refusal> {
        let Some(id) = self.id else { return Ok(false) };
        Ok(gateway.store.authentication(self.merchant.id, id).await?.is_some())
    }

    fn drawn(
        &self,
        gateway: &Gateway,
        bound: Bound,
        fate: &Fate,
        number: TransactionId,
        now: Timestamp,
    ) -> Result<Authentication, Refusal> {
        let own = || AuthenticationId::parse(&number.to_string()).map_err(|_| Refusal::Internal);
        Ok(Authentication {
            merchant: self.merchant.id,
            number,
            id: self.id.cloned().map_or_else(own, Ok)?,
            server_transaction: Uuid::of_random(gateway.random()),
            created: now,
            bound,
            channel: self.given.device.channel(),
            preference: self.given.preference,
            stage: match fate {
                Fate::Method(_) => Stage::Collecting,
                Fate::Ask => Stage::Asking { deadline: gateway.deadline(now) },
                Fate::End(code) => Stage::Ended { ending: Ending::Failed(*code), at: now },
            },
            verified: false,
            payment: None,
        })
    }
}
