//! The writes for a payment link that follow from the payments of its sessions. They join the payments' commits.

use domain::{
    ReturnCode,
    link::{LinkInput, LinkRefusal, LinkStatus, PaymentLink},
    session::{Outcome, Session},
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::TransactionId;

use crate::{
    Gateway, audit,
    ports::{CommitError, LinkWrite, Versioned, Write},
};

/// Returns the write by which a payment that begins takes the link. Fails as [`CommitError::Claimed`] where another payment holds it, and
/// as [`CommitError::Stale`] where it is not to be paid any more.
pub(crate) fn hold(
    link: &Versioned<PaymentLink>,
    payment: TransactionId,
    now: Timestamp,
) -> Result<Write, CommitError> {
    let held = link.value.step(LinkInput::Begun(payment), now).map_err(|refusal| match refusal {
        LinkRefusal::Held(holder) => CommitError::Claimed(holder),
        LinkRefusal::Over => CommitError::Stale,
    })?;
    Ok(LinkWrite::Hold(Box::new(Versioned { value: held, version: link.version })).into())
}

/// Returns the writes for a payment that is refused before a bank is asked. One that repeats another payment counts as no attempt.
pub(crate) fn refuse(link: &Versioned<PaymentLink>, code: ReturnCode, now: Timestamp) -> Vec<Write> {
    if code == ReturnCode::DUPLICATE || code == ReturnCode::DUPLICATE_PENDING {
        return Vec::new();
    }
    stepped(link, LinkInput::Refused, now)
}

/// Returns the writes for the link of a session that follow from the outcome of a payment.
pub(crate) async fn follow_payment(
    gateway: &Gateway,
    session: &Session,
    transaction: &Transaction,
    outcome: Outcome,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(number) = session.link else { return Ok(Vec::new()) };
    // A link may have been forgotten meanwhile.
    let Some(link) = gateway.store.link(session.merchant, number).await? else { return Ok(Vec::new()) };
    Ok(stepped(&link, LinkInput::Ended { transaction: transaction.id, outcome }, now))
}

/// Where the link does not take the input, it has had this outcome already.
fn stepped(link: &Versioned<PaymentLink>, input: LinkInput, now: Timestamp) -> Vec<Write> {
    let Ok(next) = link.value.step(input, now) else { return Vec::new() };
    let is_over = next.stage != link.value.stage && next.stage != LinkStatus::Unpaid;
    let audit = is_over.then(|| audit::link(&next));
    let update = LinkWrite::Update(Box::new(Versioned { value: next, version: link.version }));
    audit.into_iter().chain([update.into()]).collect()
}
