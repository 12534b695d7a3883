//! Payments with what was done to them, as they stood in one moment, and who takes the work on them.

use domain::{
    ledger::Ledger,
    transaction::{Transaction, TransactionType},
    work::Work,
};
use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{CommitError, StoreError, Versioned};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use super::{actions, transactions};
use crate::{
    engine::{Engine, TAKEN_AT_ONCE},
    remittances::lines,
};

/// Looks at a payment before the one that counts is taken, however often others change it meanwhile.
const LOOKS: usize = 16;

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

pub(super) async fn take_work(
    engine: &impl Engine,
    work: Work,
    now: Timestamp,
    leased_until: Timestamp,
    most: usize,
) -> Result<Vec<Versioned<Ledger>>, StoreError> {
    let due = engine.readable(transactions::due(work, now, most)).await?;
    let mut taken = stream::iter(due)
        .map(|payment| take(engine, payment, now, leased_until))
        .buffer_unordered(TAKEN_AT_ONCE);
    let mut ledgers = Vec::new();
    while let Some(ledger) = taken.next().await {
        ledgers.extend(ledger?);
    }
    Ok(ledgers)
}

/// `None` where somebody else was faster, and for one that cannot be read: it must not keep the others waiting.
async fn take(
    engine: &impl Engine,
    payment: Versioned<Transaction>,
    now: Timestamp,
    leased_until: Timestamp,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let id = payment.value.id;
    let lease = transactions::lease(id, payment.version, now, leased_until);
    match engine.commit(vec![lease], false).await {
        Ok(()) => match with_actions(engine, payment).await {
            Err(StoreError::Inconsistent) => {
                tracing::error!(transaction = %id, "an action on it cannot be read: it is passed over");
                Ok(None)
            }
            ledger => ledger.map(Some),
        },
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// The payment and its actions, as they stood in one moment: each look at the actions tells the version that it saw. Where
/// there are none, none had been put there.
async fn with_actions(
    engine: &impl Engine,
    mut payment: Versioned<Transaction>,
) -> Result<Versioned<Ledger>, StoreError> {
    let (merchant, id) = (payment.value.merchant, payment.value.id);
    let mut looks = engine.all(actions::of(id)).await?;
    for _ in 0..LOOKS {
        if looks.first().is_none_or(|look| look.version == payment.version) {
            break;
        }
        payment = engine.first(transactions::find(merchant, id)).await?.ok_or(StoreError::Inconsistent)?;
        looks = engine.all(actions::of(id)).await?;
    }
    let Versioned { value: payment, version } = payment;
    let mut ledger = Ledger::new(payment);
    if ledger.payment.kind() == TransactionType::AuthorizationAndCapture
        && engine.first(lines::is_remitted(id)).await?.is_some()
    {
        ledger.remitted.insert(id);
    }
    for look in looks {
        if look.remitted {
            ledger.remitted.insert(look.action.id);
        }
        ledger.actions.push(look.action);
    }
    Ok(Versioned { value: ledger, version })
}
