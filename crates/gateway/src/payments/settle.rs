//! From what a bank said, or did not say, to what is on disk and what is told.

use domain::{
    duplicate::claim_ends,
    transaction::{Effect, Input, State, Step, Transaction},
};

use super::{Payment, repeat::answer_request};
use crate::{
    Gateway,
    ports::{AuditLine, CommitError, Versioned, Write},
};

/// How often an answer is brought to a store that fails; each time may take it seconds to say so.
const MOST_FAILURES: usize = 2;

/// Brings the bank's answer home. Whoever asked has asked: from here on there is an id to tell, whatever happens.
pub(super) async fn settle(gateway: &Gateway, mut stored: Versioned<Transaction>, input: Input) -> Payment {
    let told = |stored: Versioned<Transaction>| Payment { transaction: stored.value, replayed: false };
    let mut failures = 0;
    while failures < MOST_FAILURES {
        match advance(gateway, stored.clone(), input.clone()).await {
            Ok(stored) => return told(stored),
            // The reconciler was faster. The machine says whether the answer still has a place: a late yes must be
            // undone too, and for any other answer what the reconciler wrote is the truth.
            Err(CommitError::Stale) => {
                let (merchant, id) = (stored.value.merchant, stored.value.id);
                let Ok(Some(now)) = gateway.store.transaction(merchant, id).await else { break };
                stored = now;
                if stored.value.state.step(input.clone(), gateway.clock.now()).is_err() {
                    return told(stored);
                }
            }
            Err(error) => {
                tracing::error!(%error, transaction = %stored.value.id, "a bank's answer is not on disk");
                failures += 1;
            }
        }
    }
    // The disk says "asked, not answered", and so do we: the reconciler undoes what the bank may have done.
    told(stored)
}

/// One step of the machine and all that follows from it, in one commit.
pub(super) async fn advance(
    gateway: &Gateway,
    mut stored: Versioned<Transaction>,
    input: Input,
) -> Result<Versioned<Transaction>, CommitError> {
    let now = gateway.clock.now();
    // An input out of its place means that somebody else has moved the transaction on.
    let Step { state, effects } = stored.value.state.step(input, now).map_err(|_| CommitError::Stale)?;
    stored.value.state = state;
    let (holder, claim) = (stored.value.id, stored.value.claim());
    let mut wake_at = None;
    let mut writes = vec![audit(&stored.value)];
    for effect in effects {
        match effect {
            Effect::KeepClaim => {
                let until = claim_ends(now, &gateway.settings.calendar);
                writes.push(Write::KeepClaim { claim: claim.clone(), holder, until });
            }
            Effect::ReleaseClaim => writes.push(Write::ReleaseClaim { claim: claim.clone(), holder }),
            Effect::WakeAt(moment) => wake_at = Some(moment),
            Effect::Rest => wake_at = None,
        }
    }
    // The first answer that a caller is told, or would have been told: a reversal that has only begun is none.
    if let Some(key) = &stored.value.idempotency_key
        && !matches!(stored.value.state, State::Reversing { .. })
    {
        writes.push(answer_request(&stored.value, key));
    }
    writes.push(Write::UpdateTransaction { transaction: Box::new(stored.clone()), wake_at });
    gateway.store.commit(now, writes).await?;
    stored.version += 1;
    Ok(stored)
}

pub(super) fn audit(transaction: &Transaction) -> Write {
    Write::Audit(AuditLine {
        merchant: Some(transaction.merchant),
        action: match transaction.state {
            State::Authorizing { .. } => "PAYMENT_BEGUN",
            State::Unanswered => "PAYMENT_UNANSWERED",
            State::Reversing { .. } => "PAYMENT_REVERSING",
            State::Accepted(_) => "PAYMENT_ACCEPTED",
            State::Refused(_) => "PAYMENT_REFUSED",
            State::Reversed => "PAYMENT_REVERSED",
            State::Undoing { .. } => "PAYMENT_UNDOING",
        },
        subject: transaction.id.to_string(),
    })
}
