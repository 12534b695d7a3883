//! Finishes payments whose bank was asked and did not answer: tells the bank to undo whatever it did.
//!
//! It finds them after a silence, and after a crash between the two commits of a payment. Several instances
//! may do so at once: the version of a transaction lets one of them have it.

use futures_util::stream::{self, StreamExt as _};

use domain::transaction::{Input, Transaction};

use super::settle::advance;
use crate::{
    Gateway, Refusal,
    ports::{CommitError, ReversalAnswer, Versioned},
};

/// Transactions taken in one round.
const MOST: usize = 128;
/// Banks waited for at a time: one that stays silent holds up few others.
const AT_ONCE: usize = 32;

/// One round; answers how many transactions were moved on.
pub async fn reconcile(gateway: &Gateway) -> Result<usize, Refusal> {
    let due = gateway.store.due_transactions(gateway.clock.now(), MOST).await?;
    let rounds = stream::iter(due).map(|transaction| reverse(gateway, transaction));
    let mut outcomes = rounds.buffer_unordered(AT_ONCE);
    let mut moved = 0;
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Ok(()) => moved += 1,
            // Another instance, or the request itself, was faster.
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(moved)
}

async fn reverse(gateway: &Gateway, transaction: Versioned<Transaction>) -> Result<(), CommitError> {
    let limit = gateway.settings.answer_limit;
    let transaction = advance(gateway, transaction, Input::Due { limit }).await?;
    match gateway.acquirer.reverse(transaction.value.id, limit).await {
        ReversalAnswer::Confirmed => {
            advance(gateway, transaction, Input::ReversalConfirmed).await.map(|_| ())
        }
        // It stays "asked, not answered", and is due again at its deadline.
        ReversalAnswer::Silence => Ok(()),
    }
}
