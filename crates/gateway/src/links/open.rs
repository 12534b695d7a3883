//! Opens a payment link for a buyer: begins a session.

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
    ports::{CommitError, PointOfSaleSetup, SessionWrite, Versioned},
    sessions::{self, NewSession},
};

/// The number of sessions that one link begins in [`WINDOW`]. Programs that look at links, and impatient buyers, open one again and again.
const MAX_SESSIONS: usize = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// What became of the opening.
pub enum Opened {
    /// The session in which the buyer pays.
    Session(SessionId),
    /// The link is not to be paid any more.
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
    let link = find(gateway, token).await?;
    let setup = gateway.store.point_of_sale_setup(link.merchant, &link.point_of_sale).await?;
    let now = gateway.clock.now();
    let status = link.status(now);
    if status != LinkStatus::Unpaid {
        let shop_name = setup.map(|setup| setup.point_of_sale.name);
        return Ok(Opened::Over(Over { status, shop_name, echo: link.echo }));
    }
    // Its methods, or the point of sale itself, may have been switched off since the link was made.
    let setup = setup.filter(|setup| sessions::can_be_paid(setup, &link.terms, now));
    let setup = setup.ok_or(Refusal::Unavailable)?;
    if setup.merchant.status == MerchantStatus::Locked {
        return Err(Refusal::Unavailable);
    }
    let newest = gateway.store.sessions_of_link(link.merchant, link.number, MAX_SESSIONS).await?;
    if let Some(wait) = wait(&newest, now) {
        return again(gateway, &newest, wait, now).await;
    }
    begin(gateway, &link, &setup).await.map(Opened::Session)
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

/// Shows the newest session in which nobody has tried to pay, so that programs that open the link keep no buyer out.
async fn again(
    gateway: &Gateway,
    newest: &[Versioned<Session>],
    wait: SignedDuration,
    now: Timestamp,
) -> Result<Opened, Refusal> {
    let is_free = |session: &&Versioned<Session>| {
        let Session { stage, tries, expires, .. } = &session.value;
        matches!(stage, Stage::Created | Stage::Open) && *tries == 0 && now < *expires
    };
    if let Some(session) = newest.iter().find(is_free) {
        return Ok(Opened::Session(sessions::open_secret(gateway, &session.value).await?));
    }
    let wait_s = u64::try_from(wait.as_secs()).unwrap_or_default() + 1;
    Err(Refusal::TooManyRequests { limit: LimitKind::SessionsPerLink, wait_s })
}

/// Begins a session, which ends with the link at the latest.
async fn begin(
    gateway: &Gateway,
    link: &PaymentLink,
    setup: &PointOfSaleSetup,
) -> Result<SessionId, Refusal> {
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
    let mut draws = Draws::default();
    let _beginning = gateway.beginnings.enter(link.merchant);
    loop {
        let now = gateway.clock.now();
        let (id, session) = new.draw(gateway, setup, now);
        let writes = vec![audit::session(&session), SessionWrite::Add(Box::new(session)).into()];
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(id),
            Err(CommitError::KeyRetired) => draws.again_with_new_keys(gateway).await?,
            Err(error) => draws.again_after(error)?,
        }
    }
}
