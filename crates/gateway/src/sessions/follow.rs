//! The writes for a session, its payment link and its notification that follow from a payment's new state. They join the payment's commit.

use domain::{
    session::{Outcome, Session, SessionInput},
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::SessionNumber;

use crate::{
    Gateway, audit, links, notifications,
    ports::{CommitError, SessionWrite, StoreError, Versioned, Write},
};

/// Returns the writes for the session and its payment link that follow from the payment's new state. There are none while it has
/// no outcome.
pub(crate) async fn follow_payment(
    gateway: &Gateway,
    number: SessionNumber,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(outcome) = Outcome::of(transaction) else { return Ok(Vec::new()) };
    let stored = gateway.store.session(transaction.merchant, number).await?;
    let stored = stored.ok_or(CommitError::Store(StoreError::Inconsistent))?;
    let mut writes = links::follow_payment(gateway, &stored.value, transaction, outcome, now).await?;
    let ended = SessionInput::Ended { transaction: transaction.id, outcome };
    // Out of stage: the session has this outcome already. An approval that came late and is undone changes
    // nothing for it.
    let next = stored.value.step(ended, now);
    if let Ok(session) = next {
        writes.extend(moved_on(gateway, Versioned { value: session, version: stored.version }, now));
    }
    Ok(writes)
}

/// Returns the writes of a session in its new stage. Where the stage is final, the merchant's notification is added.
pub(super) fn moved_on(gateway: &Gateway, session: Versioned<Session>, now: Timestamp) -> Vec<Write> {
    let mut writes = vec![audit::session(&session.value)];
    let url = session.value.notification_url.as_ref().filter(|_| session.value.is_final());
    if let Some(url) = url {
        writes.push(notifications::new(
            gateway,
            session.value.merchant,
            session.value.subject(),
            url,
            now,
            session.value.notification_due(now),
        ));
    }
    writes.push(SessionWrite::Update(Box::new(session)).into());
    writes
}
