//! Payments with their actions, as of one moment, and the leases of workers on them.

use domain::{
    ledger::{History, Ledger},
    transaction::Transaction,
};
use gateway::ports::{Lease, StoreError, Versioned};
use jiff::SignedDuration;
use primitives::{MerchantId, TransactionId};

use super::{
    actions::{self, Moment},
    transactions::{self, Found},
};
use crate::{database::Database, engine::Engine, lease};

pub(super) async fn find(
    engine: &impl Engine,
    merchant: MerchantId,
    id: TransactionId,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let found = if let Some(found) = engine.first(transactions::find_with_rest(merchant, id)).await? {
        found
    } else {
        let Some(id) = engine.first(actions::origin(merchant, id)).await? else {
            return Ok(None);
        };
        engine.first(transactions::find_with_rest(merchant, id)).await?.ok_or(StoreError::Inconsistent)?
    };
    let Found { payment, remitted, has_actions } = found;
    // Most payments have no action: then this one statement has read everything.
    if has_actions {
        return with_actions(engine, payment).await.map(Some);
    }
    let mut history = History::new(payment.value);
    if remitted {
        history.remitted.insert(history.payment.id);
    }
    checked(Versioned { value: history, version: payment.version }).map(Some)
}

/// How long a payment is set aside whose actions cannot be read or do not add up. The log names it each time that it is
/// taken again.
const SET_ASIDE: SignedDuration = SignedDuration::from_mins(10);

/// Takes one payment and reads its actions. Returns `None` if another worker took it first. A payment whose actions cannot
/// be read or do not add up is set aside, because it must not hold up the others.
pub(super) async fn take<E: Engine>(
    database: &Database<E>,
    payment: Versioned<Transaction>,
    lease: Lease,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let (engine, merchant, id, version) =
        (&database.engine, payment.value.merchant, payment.value.id, payment.version);
    if !lease::take(engine, vec![transactions::take(merchant, id, version, lease)]).await? {
        return Ok(None);
    }
    let history = match history(engine, payment).await {
        Ok(history) => checked(history),
        Err(StoreError::Inconsistent) => {
            tracing::error!(transaction = %id, "an action on a payment with pending work cannot be read");
            Err(StoreError::Inconsistent)
        }
        Err(error) => return Err(error),
    };
    let ledger = history.ok();
    if ledger.is_none() {
        let aside = Lease { from: lease.until, ..Lease::lasting(SET_ASIDE, lease.from) };
        database.unreadable.set_aside(id, aside.until);
        lease::take(engine, vec![transactions::take(merchant, id, version, aside)]).await?;
    }
    Ok(ledger)
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
