//! Expires authorisations: what was not captured in seven days is released.

use domain::{
    action::{Action, ActionKind, CaptureOption, Place, Release, ReleaseState},
    echo::Echo,
    ledger::Ledger,
    transaction::State,
    work::Work,
};

use super::{ignore_lost_race, round};
use crate::{
    Gateway, Refusal, audit,
    bank_answers::update,
    ports::{CommitError, PaymentWrite, Versioned},
};

/// Runs one round and returns the number of authorisations ended.
pub async fn expire(gateway: &Gateway) -> Result<usize, Refusal> {
    round(gateway, Work::Expire, |stored| async { ignore_lost_race(end(gateway, stored).await) }).await
}

async fn end(gateway: &Gateway, stored: Versioned<Ledger>) -> Result<(), CommitError> {
    let (now, place) = (gateway.clock.now(), Place::granted(stored.version));
    let ledger = &stored.value;
    // The work may have been written by an older version of the gateway, so what is due is computed again.
    if ledger.next_work(now).is_none_or(|due| due.work != Work::Expire || due.at > now) {
        return gateway.store.commit(now, vec![update(&stored, now)]).await;
    }
    let (amount, payment) = (ledger.lapsing(), &ledger.payment);
    let (id, merchant) = (payment.id, payment.merchant);
    let action = Action {
        id: gateway.transaction_ids.next_action(gateway.settings.cell, now, gateway.random()),
        payment: id,
        target: id,
        kind: ActionKind::Expiry,
        option: CaptureOption::Standard,
        amount,
        reference: None,
        created: now,
        place,
        by_gateway: true,
        idempotency_key: None,
        state: State::Accepted(None),
        taken: Vec::new(),
        release: Some(Release { amount, state: ReleaseState::Owed { due: now, attempt: 0 } }),
    };
    let stored = Versioned { value: stored.value.with(action.clone())?, version: stored.version };
    let writes = vec![
        audit::action(merchant, &action),
        PaymentWrite::AddAction { merchant, action: Box::new(action), echo: Echo::empty() }.into(),
        update(&stored, now),
    ];
    gateway.store.commit(now, writes).await
}
