//! Creates a session, in which a buyer pays or looks after a wallet.

use std::sync::Arc;

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Merchant, PaymentMethod},
    session::{Session, SessionTerms, Stage},
    subject::Subject,
    wallet_session::Purpose,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{LinkNumber, Reference, SessionId, WebUrl};

use super::secret;
use crate::{
    CardLike, Gateway, Refusal, audit, card_likes,
    deadlines::later,
    draws::Draws,
    idempotency::{Repeatable, begin_request, first_session},
    limits::PointOfSaleKey,
    merchant_urls,
    ports::{CommitError, PointOfSaleSetup, SessionWrite, Write},
};

/// A request for a session.
pub struct CreateSession {
    pub point_of_sale: Reference,
    pub terms: SessionTerms,
    pub echo: Echo,
    /// The session's own notification URL. `None` means that of the point of sale.
    pub notification_url: Option<WebUrl>,
    /// The code of the page variant, if the merchant names one.
    pub page_code: Option<String>,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// A session that was created.
pub struct Created {
    pub id: SessionId,
    /// The URL that the buyer is sent to.
    pub redirect_url: WebUrl,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Creates a session.
pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: CreateSession,
) -> Result<Created, Refusal> {
    let setup = admit(gateway, merchant, &asked).await?;
    let repeat = asked.repeatable;
    let new = NewSession {
        terms: Arc::new(asked.terms),
        echo: asked.echo,
        notification_url: asked.notification_url,
        link: None,
        latest: Timestamp::MAX,
    };
    let mut draws = Draws::default();
    let _beginning = gateway.beginnings.enter(merchant.id);
    loop {
        let now = gateway.clock.now();
        let (id, session) = new.draw(gateway, &setup, now);
        let subject = Subject::Session(id.number());
        let begun = repeat.as_ref().map(|repeat| begin_request(merchant.id, subject, repeat, now));
        let mut writes: Vec<Write> = begun.into_iter().collect();
        writes.extend([audit::session(&session), SessionWrite::Add(Box::new(session)).into()]);
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(created(gateway, id, false)),
            Err(CommitError::RequestRepeated) => {
                let repeat = repeat.as_ref().ok_or(Refusal::Internal)?;
                return find_first_answer(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending);
            }
            Err(CommitError::KeyRetired) => draws.again_with_new_keys(gateway).await?,
            Err(error) => draws.again_after(error)?,
        }
    }
}

/// Refuses what cannot be a session at its point of sale, and counts one that can.
pub(crate) async fn admit(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: &CreateSession,
) -> Result<PointOfSaleSetup, Refusal> {
    let terms = &asked.terms;
    let unknown = Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN);
    let setup = gateway.store.point_of_sale_setup(merchant.id, &asked.point_of_sale).await?;
    let setup = setup.ok_or(unknown.clone())?;
    check_methods(&setup, terms, gateway.clock.now(), unknown)?;
    let settings = &setup.point_of_sale.settings;
    let code = asked.page_code.as_deref().filter(|code| !code.is_empty());
    if code.is_some_and(|code| settings.page(code).is_none()) {
        return Err(Refusal::PageUnknown);
    }
    merchant_urls::check_session(gateway, settings, &terms.return_url, asked.notification_url.as_ref())?;
    card_likes::judge(gateway, merchant, &asked.card_likes, None)?;
    let limits = settings.limits();
    let at = PointOfSaleKey { merchant: merchant.id, reference: &setup.point_of_sale.reference, limits };
    gateway.limits.admit_session(at, asked.echo.json().len(), gateway.clock.now())?;
    Ok(setup)
}

/// A session before it has an id.
pub(crate) struct NewSession {
    pub(crate) terms: Arc<SessionTerms>,
    pub(crate) echo: Echo,
    /// The notification URL. `None` means that of the point of sale.
    pub(crate) notification_url: Option<WebUrl>,
    /// The payment link that was opened.
    pub(crate) link: Option<LinkNumber>,
    /// The time at which it expires at the latest.
    pub(crate) latest: Timestamp,
}

impl NewSession {
    /// Draws an id, and returns the session that it names.
    pub(crate) fn draw(
        &self,
        gateway: &Gateway,
        setup: &PointOfSaleSetup,
        now: Timestamp,
    ) -> (SessionId, Session) {
        let (merchant, settings) = (setup.merchant.id, &setup.point_of_sale.settings);
        let id = SessionId::draw(gateway.settings.cell, gateway.random(), now.as_millisecond());
        let own_url = self.notification_url.clone();
        let session = Session {
            number: id.number(),
            secret: secret::seal(gateway, merchant, &id),
            merchant,
            point_of_sale: setup.point_of_sale.reference.clone(),
            link: self.link,
            created: now,
            expires: later(now, SignedDuration::from_mins(settings.session_minutes())).min(self.latest),
            terms: Arc::clone(&self.terms),
            echo: self.echo.clone(),
            notification_url: own_url.or_else(|| settings.notification_url.clone()),
            notification_delay: settings.notification_delay(),
            device: None,
            stage: Stage::Created,
            ended: None,
            attempts_left: settings.attempts(),
            tries: 0,
            operations: 0,
        };
        (id, session)
    }
}

fn created(gateway: &Gateway, id: SessionId, replayed: bool) -> Created {
    Created { redirect_url: gateway.addresses.payment_page(&id), id, replayed }
}

/// Returns the first answer to an earlier request under the same key, if there is one.
///
/// Call it before the request is validated: the first request may have been valid under older rules.
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<Created>, Refusal> {
    find_first_answer(gateway, merchant, repeatable).await
}

async fn find_first_answer(
    gateway: &Gateway,
    merchant: &Merchant,
    repeat: &Repeatable,
) -> Result<Option<Created>, Refusal> {
    let Some(number) = first_session(gateway, merchant, repeat).await? else { return Ok(None) };
    let session = gateway.store.session(merchant.id, number).await?.ok_or(Refusal::Internal)?.value;
    Ok(Some(created(gateway, secret::open(gateway, &session).await?, true)))
}

/// Checks that the point of sale and every method that the merchant names are there and active, that the named methods take the
/// capture mode, and that there is a method to offer.
fn check_methods(
    setup: &PointOfSaleSetup,
    terms: &SessionTerms,
    now: Timestamp,
    unknown: Refusal,
) -> Result<(), Refusal> {
    let named = terms.methods.iter().chain(&terms.fallbacks).map(|id| method(setup, id));
    let named = named.collect::<Option<Vec<_>>>().ok_or_else(|| unknown.clone())?;
    if !setup.point_of_sale.is_active() || !named.iter().all(|method| method.is_active()) {
        return Err(Refusal::Inactive);
    }
    if !named.iter().all(|method| takes_capture(method, terms)) {
        return Err(Refusal::CaptureNotTaken);
    }
    if !offered(setup, terms, now, false).is_empty() {
        return Ok(());
    }
    let active: Vec<&PaymentMethod> = setup.methods.iter().filter(|method| method.is_active()).collect();
    Err(match active.as_slice() {
        [] if !setup.methods.is_empty() => Refusal::Inactive,
        [_, ..] if !active.iter().any(|method| takes_capture(method, terms)) => Refusal::CaptureNotTaken,
        _ => unknown,
    })
}

/// Whether a session of these terms could be created now and paid.
pub(crate) fn can_be_paid(setup: &PointOfSaleSetup, terms: &SessionTerms, now: Timestamp) -> bool {
    setup.point_of_sale.is_active() && !offered(setup, terms, now, false).is_empty()
}

/// Whether the method takes the payment of the session. The check of a card that comes into a wallet captures nothing.
fn takes_capture(method: &PaymentMethod, terms: &SessionTerms) -> bool {
    match terms.purpose {
        Purpose::Wallet(_) => true,
        Purpose::Payment => method.takes_capture(terms.payment.capture.mode()),
    }
}

/// Returns the payment method with the id, unless it takes no payments.
fn method<'a>(setup: &'a PointOfSaleSetup, id: &Reference) -> Option<&'a PaymentMethod> {
    setup.methods.iter().find(|method| method.id == *id && !method.pays_out())
}

/// Returns the payment methods that the buyer may choose from: those that the merchant named, in that order,
/// or all of the point of sale that take the capture mode. After a refusal the fallbacks are added. Into a wallet come cards alone.
/// Methods that were inactive before the session was created are left out.
pub(super) fn offered(
    setup: &PointOfSaleSetup,
    terms: &SessionTerms,
    created: Timestamp,
    was_refused: bool,
) -> Vec<PaymentMethod> {
    let mut methods: Vec<PaymentMethod> = match terms.methods.as_slice() {
        [] => {
            let mut all = by_reach(&setup.methods);
            all.retain(|method| takes_capture(method, terms));
            all
        }
        ids => ids.iter().filter_map(|id| method(setup, id)).cloned().collect(),
    };
    methods.retain(|method| method.serves_session_of(created));
    for fallback in if was_refused { fallbacks(setup, terms, created) } else { Vec::new() } {
        if methods.iter().all(|method| method.id != fallback.id) {
            methods.push(fallback);
        }
    }
    if let Purpose::Wallet(_) = terms.purpose {
        methods.retain(PaymentMethod::takes_typed_cards);
    }
    methods
}

/// Orders payment methods by their number of card networks, the largest first.
fn by_reach(methods: &[PaymentMethod]) -> Vec<PaymentMethod> {
    let mut methods: Vec<PaymentMethod> =
        methods.iter().filter(|method| !method.pays_out()).cloned().collect();
    methods.sort_by_key(|method| std::cmp::Reverse(method.networks.len()));
    methods
}

/// Returns the payment methods to try where the bank of the chosen one cannot be reached.
pub(super) fn fallbacks(
    setup: &PointOfSaleSetup,
    terms: &SessionTerms,
    created: Timestamp,
) -> Vec<PaymentMethod> {
    let fallbacks = terms.fallbacks.iter().filter_map(|id| method(setup, id));
    fallbacks.filter(|method| method.serves_session_of(created)).cloned().collect()
}
