//! Opens a payment link for a buyer, which begins a session, or looks whether it can be opened.

use std::sync::Arc;

use domain::{
    echo::Echo,
    link::{LinkStatus, PaymentLink},
    merchant::MerchantStatus,
    session::{Session, Stage},
};
use jiff::{SignedDuration, Timestamp};
use primitives::{LinkToken, SessionId};
use vault::is_same;

use super::{get::UNKNOWN, secret};
use crate::{
    Gateway, Refusal, audit,
    draws::Draws,
    limits::{LimitKind, PointOfSaleKey},
    ports::{CommitError, LinkWrite, PointOfSaleSetup, SessionWrite, Versioned},
    sessions::{self, NewSession},
};

/// The number of sessions that one link begins in [`WINDOW`], and that it has open while nobody has tried to pay in any of them. Programs
/// that look at links, and impatient buyers, open one again and again.
const MAX_SESSIONS: usize = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// The largest number of times that a link is looked at for one opening while others open it first. After [`MAX_SESSIONS`] of them
/// it begins none for the rest of the minute.
const MAX_LOOKS: usize = 2 * MAX_SESSIONS;

/// What became of the opening.
pub enum Opened {
    /// The session in which the buyer pays.
    Session(SessionId),
    /// The link is not to be paid any more.
    Over(Over),
}

/// What a link is good for.
enum Standing {
    Payable(Box<PointOfSaleSetup>),
    Over(Over),
}

/// A link that is not to be paid any more, as its visitor is shown it.
pub struct Over {
    pub status: LinkStatus,
    /// The name of the point of sale, if that is still there.
    pub shop_name: Option<String>,
    pub echo: Echo,
}

/// Opens a link. A malformed token, an unknown one and one with a wrong secret get the same refusal, the last two after the same work.
pub async fn open(gateway: &Gateway, token: &str) -> Result<Opened, Refusal> {
    gateway.limits.admit_lookup(gateway.clock.now())?;
    let mut link = find(gateway, token).await?;
    let mut draws = Draws::default();
    for _ in 0..MAX_LOOKS {
        let setup = match standing(gateway, &link).await? {
            Standing::Payable(setup) => setup,
            Standing::Over(over) => return Ok(Opened::Over(over)),
        };
        // Read after the link: what began in between makes the commit fail.
        let newest = gateway.store.sessions_of_link(link.merchant, link.number, MAX_SESSIONS).await?;
        if let Some(id) = again(gateway, &newest, gateway.clock.now()).await? {
            return Ok(Opened::Session(id));
        }
        if let Some(id) = begin(gateway, &link, &setup, &mut draws).await? {
            return Ok(Opened::Session(id));
        }
        link = gateway.store.link(link.merchant, link.number).await?.ok_or(UNKNOWN)?.value;
    }
    Err(Refusal::Unavailable)
}

/// Looks whether a link can be paid, and begins no session. Returns its end where it cannot, and refuses as [`open`] does. The limits of
/// sessions are not looked at.
pub async fn look(gateway: &Gateway, token: &str) -> Result<Option<Over>, Refusal> {
    gateway.limits.admit_lookup(gateway.clock.now())?;
    let link = find(gateway, token).await?;
    match standing(gateway, &link).await? {
        Standing::Payable(_) => Ok(None),
        Standing::Over(over) => Ok(Some(over)),
    }
}

/// Returns what a link that was found is good for.
async fn standing(gateway: &Gateway, link: &PaymentLink) -> Result<Standing, Refusal> {
    let setup = gateway.store.point_of_sale_setup(link.merchant, &link.point_of_sale).await?;
    let now = gateway.clock.now();
    let status = link.status(now);
    if status != LinkStatus::Unpaid {
        let shop_name = setup.map(|setup| setup.point_of_sale.name);
        return Ok(Standing::Over(Over { status, shop_name, echo: link.echo.clone() }));
    }
    // Its methods, or the point of sale itself, may have been switched off since the link was made.
    let setup = setup.filter(|setup| sessions::can_be_paid(setup, &link.terms, now));
    let setup = setup.filter(|setup| setup.merchant.status != MerchantStatus::Locked);
    setup.map(|setup| Standing::Payable(Box::new(setup))).ok_or(Refusal::Unavailable)
}

/// Finds the link of a token.
async fn find(gateway: &Gateway, token: &str) -> Result<PaymentLink, Refusal> {
    let failed = || gateway.limits.lookup_failed(gateway.clock.now()).err().unwrap_or(UNKNOWN);
    let token = LinkToken::parse(token).ok_or_else(failed)?;
    let found = gateway.store.link_by_number(token.number()).await?;
    let known = match &found {
        Some(found) => secret::open(gateway, &found.value).await?.secret().to_owned(),
        None => sessions::stand_in(gateway)?,
    };
    let is_known = is_same(known.as_bytes(), token.secret().as_bytes());
    found.filter(|_| is_known).map(|found| found.value).ok_or_else(failed)
}

/// Returns the time after which the link begins another session. `None` where it does so now.
fn wait(newest: &[Versioned<Session>], now: Timestamp) -> Option<SignedDuration> {
    let oldest = newest.last().filter(|_| newest.len() == MAX_SESSIONS)?;
    let wait = WINDOW - now.duration_since(oldest.value.created);
    (wait > SignedDuration::ZERO).then_some(wait)
}

/// Returns the newest session in which nobody has tried to pay, where the link begins none: because it has begun as many as it does in a
/// minute, or because nobody has tried to pay in any of its newest ones. So programs that open the link keep no buyer out, and fill no
/// store.
async fn again(
    gateway: &Gateway,
    newest: &[Versioned<Session>],
    now: Timestamp,
) -> Result<Option<SessionId>, Refusal> {
    let is_free = |session: &Versioned<Session>| {
        let Session { stage, tries, expires, .. } = &session.value;
        matches!(stage, Stage::Created | Stage::Open) && *tries == 0 && now < *expires
    };
    let wait = wait(newest, now);
    let are_enough = newest.len() == MAX_SESSIONS && newest.iter().all(is_free);
    if wait.is_none() && !are_enough {
        return Ok(None);
    }
    if let Some(session) = newest.iter().find(|session| is_free(session)) {
        return sessions::open_secret(gateway, &session.value).await.map(Some);
    }
    let wait_s = u64::try_from(wait.unwrap_or_default().as_secs()).unwrap_or_default() + 1;
    Err(Refusal::TooManyRequests { limit: LimitKind::SessionsPerLink, wait_s })
}

/// Begins a session, which ends with the link at the latest. Returns `None` where another opening, or the end of the
/// link, came first.
async fn begin(
    gateway: &Gateway,
    link: &PaymentLink,
    setup: &PointOfSaleSetup,
    draws: &mut Draws,
) -> Result<Option<SessionId>, Refusal> {
    let settings = &setup.point_of_sale.settings;
    let at = PointOfSaleKey {
        merchant: link.merchant,
        reference: &setup.point_of_sale.reference,
        limits: settings.limits(),
    };
    gateway.limits.admit_session(at, link.echo.json().len(), gateway.clock.now())?;
    let new = NewSession {
        terms: Arc::clone(&link.terms),
        echo: link.echo.clone(),
        notification_url: link.notification_url.clone(),
        link: Some(link.number),
        latest: link.expires,
    };
    let _beginning = gateway.beginnings.enter(link.merchant);
    loop {
        let now = gateway.clock.now();
        let (id, session) = new.draw(gateway, setup, now);
        let writes = vec![
            LinkWrite::Open(Box::new(link.clone())).into(),
            audit::session(&session),
            SessionWrite::Add(Box::new(session)).into(),
        ];
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Some(id)),
            Err(CommitError::Stale) => return Ok(None),
            Err(CommitError::KeyRetired) => draws.again_with_new_keys(gateway).await?,
            Err(error) => draws.again_after(error)?,
        }
    }
}
