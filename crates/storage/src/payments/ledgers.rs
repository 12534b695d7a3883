//! Payments with their actions, as of one moment, and the leases of workers on them.

use domain::{
    ledger::{History, Ledger},
    transaction::Transaction,
};
use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{CommitError, StoreError, Versioned};
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, TransactionId};

use super::{
    actions::{self, Moment},
    transactions,
};
use crate::engine::{Engine, TAKEN_AT_ONCE};

pub(super) async fn find(
    engine: &impl Engine,
    merchant: MerchantId,
    id: TransactionId,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let payment = if let Some(payment) = engine.first(transactions::find(merchant, id)).await? {
        payment
    } else {
        let Some(id) = engine.first(actions::origin(merchant, id)).await? else {
            return Ok(None);
        };
        engine.first(transactions::find(merchant, id)).await?.ok_or(StoreError::Inconsistent)?
    };
    with_actions(engine, payment).await.map(Some)
}

/// Leases each of the payments that nobody else has leased.
pub(super) async fn take(
    engine: &impl Engine,
    due: Vec<Versioned<Transaction>>,
    now: Timestamp,
    leased_until: Timestamp,
) -> Result<Vec<Versioned<Ledger>>, StoreError> {
    let mut taken = stream::iter(due)
        .map(|payment| take_one(engine, payment, now, leased_until))
        .buffer_unordered(TAKEN_AT_ONCE);
    let mut ledgers = Vec::new();
    while let Some(ledger) = taken.next().await {
        ledgers.extend(ledger?);
    }
    Ok(ledgers)
}

/// How long a payment whose amounts do not add up is set aside: each time that it is taken again, the log says so.
const SET_ASIDE: SignedDuration = SignedDuration::from_mins(10);

/// Leases one payment. Returns `None` if another worker took it first, and if its actions cannot be read or do not
/// add up: such a payment must not hold up the others.
async fn take_one(
    engine: &impl Engine,
    payment: Versioned<Transaction>,
    now: Timestamp,
    leased_until: Timestamp,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let (merchant, id) = (payment.value.merchant, payment.value.id);
    if !lease(engine, merchant, id, payment.version, now, leased_until).await? {
        return Ok(None);
    }
    let history = match history(engine, payment).await {
        Err(StoreError::Inconsistent) => {
            tracing::error!(transaction = %id, "an action on it cannot be read: it is passed over");
            return Ok(None);
        }
        history => history?,
    };
    let version = history.version;
    let ledger = checked(history).ok();
    if ledger.is_none() {
        let until = now.saturating_add(SET_ASIDE).unwrap_or(Timestamp::MAX);
        lease(engine, merchant, id, version, leased_until, until).await?;
    }
    Ok(ledger)
}

/// Returns whether this caller got the lease.
async fn lease(
    engine: &impl Engine,
    merchant: MerchantId,
    id: TransactionId,
    version: i64,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    match engine.commit(vec![transactions::lease(merchant, id, version, now, until)], false).await {
        Ok(()) => Ok(true),
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

pub(crate) async fn with_actions(
    engine: &impl Engine,
    payment: Versioned<Transaction>,
) -> Result<Versioned<Ledger>, StoreError> {
    checked(history(engine, payment).await?)
}

/// Checks that the amounts add up. An error goes to the log.
fn checked(history: Versioned<History>) -> Result<Versioned<Ledger>, StoreError> {
    Ok(Versioned { value: Ledger::of(history.value)?, version: history.version })
}

/// Returns the payment and its actions as of one moment: one statement reads everything that changes.
async fn history(
    engine: &impl Engine,
    payment: Versioned<Transaction>,
) -> Result<Versioned<History>, StoreError> {
    let (merchant, id) = (payment.value.merchant, payment.value.id);
    let moments = engine.all(actions::moment_of(merchant, id)).await?;
    let mut history = History::new(payment.value);
    let mut version = None;
    for Moment { state, version: seen, remitted, action } in moments {
        history.payment.state = state;
        version = Some(seen);
        if remitted {
            history.remitted.insert(id);
        }
        if let Some((action, remitted)) = action {
            if remitted {
                history.remitted.insert(action.id);
            }
            history.actions.push(action);
        }
    }
    // A payment is never removed.
    Ok(Versioned { value: history, version: version.ok_or(StoreError::Inconsistent)? })
}
