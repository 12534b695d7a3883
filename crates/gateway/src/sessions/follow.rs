//! What follows for a session from what becomes of its payment, and for its merchant; all of it goes into the commit of
//! the payment.

use domain::{
    session::{Outcome, Session, SessionInput},
    subject::Subject,
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::SessionNumber;

use crate::{
    Gateway, audit, notifications,
    ports::{CommitError, SessionWrite, StoreError, Versioned, Write},
};

/// A payment has moved on.
pub(crate) async fn follow_payment(
    gateway: &Gateway,
    number: SessionNumber,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(outcome) = Outcome::of(transaction) else { return Ok(Vec::new()) };
    let stored = gateway.store.session(transaction.merchant, number).await?;
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
        let subject = Subject::Session(session.value.number);
        writes.push(notifications::new(gateway, session.value.merchant, subject, url, now));
    }
    writes.push(SessionWrite::Update(Box::new(session)).into());
    writes
}
