//! Reads a session for its merchant.

use domain::{
    ReturnCode,
    link::LinkStatus,
    merchant::Merchant,
    notification::NotificationKey,
    session::{Session, Stage},
    transaction::Transaction,
};

use super::{expire::pass_time, find::find};
use crate::{Gateway, Refusal, notifications, ports::Versioned};

/// The largest number of payments that a session can have, all of which are read.
const ALL: usize = domain::session::MAX_TRIES as usize;

/// A session with its payments.
pub struct Found {
    pub session: Session,
    /// The payments, the newest first.
    pub transactions: Vec<Transaction>,
    pub result: ReturnCode,
}

/// Reads a session that is to be paid. An unknown one, one of another merchant and one of a wallet get the same refusal. Where the
/// result is final, the notification is stopped.
pub async fn get(gateway: &Gateway, merchant: &Merchant, token: &str) -> Result<Found, Refusal> {
    let session = current(gateway, merchant, token, |session| session.managed_wallet().is_none()).await?;
    // Before the session is read again: if it was its own payment that paid the link, it is PAID then.
    let is_link_over = is_link_over(gateway, &session).await?;
    let (Versioned { value: session, .. }, transactions) = gateway.store.with_payments(session, ALL).await?;
    stop_telling(gateway, &session).await?;
    let result =
        if is_link_over { at_its_end(&session).result(&transactions) } else { session.result(&transactions) };
    Ok(Found { session, transactions, result })
}

/// Whether the payment link of a session in which no payment is pending is not to be paid any more. Other sessions read no link.
async fn is_link_over(gateway: &Gateway, session: &Session) -> Result<bool, Refusal> {
    let (Some(number), Stage::Created | Stage::Open) = (session.link, session.stage) else {
        return Ok(false);
    };
    // Where the link is forgotten, it has ended long ago.
    let link = gateway.store.link(session.merchant, number).await?;
    Ok(link.is_none_or(|link| link.value.status(gateway.clock.now()) != LinkStatus::Unpaid))
}

/// Returns the session as it will be when its time ends, where no payment may begin in it until then.
fn at_its_end(session: &Session) -> Session {
    let stage = match session.stage {
        Stage::Created => Stage::Expired { opened: false },
        Stage::Open => Stage::Expired { opened: true },
        ended_or_pending => ended_or_pending,
    };
    Session { stage, ..session.clone() }
}

/// Reads a session of the merchant, which is ended first where its time has passed. One that does not fit gets the refusal of an
/// unknown one.
pub(super) async fn current(
    gateway: &Gateway,
    merchant: &Merchant,
    token: &str,
    fits: fn(&Session) -> bool,
) -> Result<Session, Refusal> {
    let (_, stored) = find(gateway, token).await?;
    if stored.value.merchant != merchant.id || !fits(&stored.value) {
        return Err(Refusal::Unknown(ReturnCode::SESSION_UNKNOWN));
    }
    let number = stored.value.number;
    let is_overdue = stored.value.wakes().is_some_and(|at| at <= gateway.clock.now());
    if !is_overdue {
        return Ok(stored.value);
    }
    match pass_time(gateway, stored).await? {
        Some(ended) => Ok(ended.value),
        // Another commit ended it first.
        None => Ok(gateway.store.session(merchant.id, number).await?.ok_or(Refusal::Internal)?.value),
    }
}

/// Stops the notification of a session whose merchant reads the final result.
pub(super) async fn stop_telling(gateway: &Gateway, session: &Session) -> Result<(), Refusal> {
    if !session.is_final() || session.notification_url.is_none() {
        return Ok(());
    }
    let told = NotificationKey { merchant: session.merchant, subject: session.subject() };
    notifications::stop(gateway, told).await
}
