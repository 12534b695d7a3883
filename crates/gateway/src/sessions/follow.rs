//! What follows for a session from what becomes of its payment, and for its merchant; all of it goes into the commit of
//! the payment.

use domain::{
    ReturnCode,
    notification::NewNotification,
    session::{Outcome, Session, SessionInput},
    transaction::{State, Transaction},
};
use jiff::Timestamp;
use primitives::TransactionId;

use crate::{
    Gateway, Refusal, audit,
    payments::Turn,
    ports::{CommitError, NotificationWrite, SessionWrite, StoreError, Versioned, Write},
};

/// A payment of the session is about to be asked for. Fails as [`CommitError::Stale`] where the session takes none now.
pub(crate) fn taken(turn: &Turn, transaction: TransactionId, now: Timestamp) -> Result<Write, CommitError> {
    let input = SessionInput::Tried { transaction, last: turn.last };
    let next = turn.session.value.step(input, now).map_err(|_| CommitError::Stale)?;
    Ok(SessionWrite::Update(Box::new(Versioned { value: next, version: turn.session.version })).into())
}

/// A payment that was refused before anybody was asked: tried and ended at once.
pub(crate) fn refused(
    gateway: &Gateway,
    turn: &Turn,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, Refusal> {
    // An order that is paid already is not to be paid in another way either.
    let is_paid = matches!(transaction.state, State::Refused(code) if code == ReturnCode::DUPLICATE);
    let tried = SessionInput::Tried { transaction: transaction.id, last: turn.last || is_paid };
    let ended = SessionInput::Ended { transaction: transaction.id, outcome: Outcome::Refused };
    let next = turn.session.value.step(tried, now).and_then(|session| session.step(ended, now));
    let next = next.map_err(|_| Refusal::SessionMoved)?;
    Ok(moved_on(gateway, Versioned { value: next, version: turn.session.version }, now))
}

/// A payment has moved on.
pub(crate) async fn follow_payment(
    gateway: &Gateway,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(number) = transaction.session else {
        return Ok(notification_of(gateway, transaction, now).into_iter().collect());
    };
    let Some(outcome) = Outcome::of(transaction) else { return Ok(Vec::new()) };
    let stored = gateway.store.session(number).await?;
    let stored = stored.ok_or(CommitError::Store(StoreError::Inconsistent))?;
    let ended = SessionInput::Ended { transaction: transaction.id, outcome };
    // Out of stage: the session has heard of it. A late yes that is undone changes nothing for it.
    let next = stored.value.step(ended, now);
    Ok(next.map_or_else(
        |_| Vec::new(),
        |session| moved_on(gateway, Versioned { value: session, version: stored.version }, now),
    ))
}

/// The session in its new stage; where that is final the merchant is told.
pub(super) fn moved_on(gateway: &Gateway, session: Versioned<Session>, now: Timestamp) -> Vec<Write> {
    let mut writes = vec![audit::session(&session.value)];
    let url = session.value.notification_url.as_ref().filter(|_| session.value.is_final());
    if let Some(url) = url {
        let (merchant, id) = (session.value.merchant, &session.value.id);
        let until = gateway.settings.schedule.until(now);
        let new = NewNotification::of_session(merchant, id, url, now, until);
        writes.push(NotificationWrite::Add(new).into());
    }
    writes.push(SessionWrite::Update(Box::new(session)).into());
    writes
}

/// A payment without a session has an outcome: the merchant is told where the point of sale says so.
pub(crate) fn notification_of(gateway: &Gateway, transaction: &Transaction, now: Timestamp) -> Option<Write> {
    let url = transaction.notification_url.as_ref()?;
    match transaction.state {
        State::Accepted(_) | State::Refused(_) | State::Reversed => {
            let until = gateway.settings.schedule.until(now);
            let (merchant, id) = (transaction.merchant, transaction.id);
            let new = NewNotification::of_transaction(merchant, id, url, now, until);
            Some(NotificationWrite::Add(new).into())
        }
        State::Authorizing { .. }
        | State::Unanswered
        | State::Reversing { .. }
        | State::Undoing { .. }
        | State::AtPartner { .. }
        | State::OnHold(_) => None,
    }
}
