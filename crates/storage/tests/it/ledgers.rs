//! Payments with what was done to them.

use domain::{
    action::{Action, ActionKind, CaptureOption, Place, ReferenceMark, Release, ReleaseState, Taken},
    echo::Echo,
    terms::{Capture, Terms},
    transaction::{State, Transaction},
};
use gateway::ports::{CommitError, PaymentWrite, StoreError, Write};
use primitives::{Amount, IdempotencyKey, TransactionId};

use crate::{
    house::House,
    things::{
        NOW, begin, begin_unclaimed, later, merchant_id, terms, transaction, transaction_id, update, version,
        with_merchant,
    },
};

fn echo() -> Echo {
    let text =
        r#"{"comment":"c","items":[{"reference":"r"}],"privateData":{"a":"b"},"miscData":{"x":[1,null]}}"#;
    Echo::new(2, text.to_owned())
}

/// A payment of a hundred that a bank has said yes to, and that is captured by its merchant.
fn authorised() -> Write {
    let terms = Terms { capture: Capture::Manual, ..terms("a") };
    begin_unclaimed(Transaction { terms, state: State::Accepted(None), ..transaction(1, "a") })
}

fn capture(number: i64) -> Action {
    Action {
        target: transaction_id(1),
        kind: ActionKind::Capture,
        taken: Vec::new(),
        release: None,
        ..cancel(number)
    }
}

/// Of all of the capture 3.
fn cancel(number: i64) -> Action {
    let amount = Amount::new(60).unwrap();
    Action {
        id: transaction_id(number),
        payment: transaction_id(1),
        target: transaction_id(3),
        kind: ActionKind::Cancel,
        option: CaptureOption::Final,
        amount,
        reference: Some(ReferenceMark::of("m")),
        created: later(1),
        place: Place(20 - number),
        by_gateway: true,
        idempotency_key: IdempotencyKey::parse("key"),
        state: State::Accepted(None),
        taken: vec![Taken { from: transaction_id(3), amount }],
        release: Some(Release { amount, state: ReleaseState::Owed { due: later(9), attempt: 2 } }),
    }
}

fn add(action: &Action) -> Write {
    let action = Box::new(action.clone());
    PaymentWrite::AddAction { merchant: merchant_id(1), action, echo: echo() }.into()
}

fn change(action: &Action) -> Write {
    PaymentWrite::UpdateAction { merchant: merchant_id(1), action: Box::new(action.clone()) }.into()
}

#[tokio::test]
async fn an_action_comes_back_as_it_was() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![authorised()]).await.unwrap();
    let (first, second) = (cancel(5), capture(3));
    store.commit(NOW, vec![add(&first), add(&second)]).await.unwrap();
    let found = |id: TransactionId| store.ledger(merchant_id(1), id);
    for id in [transaction_id(1), first.id, second.id] {
        let ledger = found(id).await.unwrap().unwrap();
        assert_eq!(ledger.version, 1);
        assert!(ledger.value.actions == [first.clone(), second.clone()], "in the order of their places");
        assert_eq!(ledger.value.payment.id, transaction_id(1));
        assert!(ledger.value.remitted.is_empty());
    }
    assert_eq!(store.action_echo(merchant_id(1), first.id).await.unwrap(), Some(echo()));
    assert_eq!(store.action_echo(merchant_id(2), first.id).await.unwrap(), None);
    assert!(found(transaction_id(7)).await.unwrap().is_none());
    for id in [transaction_id(1), first.id] {
        assert!(store.ledger(merchant_id(2), id).await.unwrap().is_none(), "another merchant's");
    }
    let confirmed = Action {
        state: State::Reversed,
        release: first.release.map(|release| Release { state: ReleaseState::Confirmed, ..release }),
        ..first
    };
    store.commit(NOW, vec![change(&confirmed)]).await.unwrap();
    assert!(found(confirmed.id).await.unwrap().unwrap().value.action(confirmed.id) == Some(&confirmed));
}

#[tokio::test]
async fn an_action_stands_with_its_payment_or_not_at_all() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    let stale = vec![add(&cancel(3)), update(1, 7, State::Reversed)];
    assert_eq!(store.commit(NOW, stale).await, Err(CommitError::Stale));
    assert!(store.ledger(merchant_id(1), transaction_id(3)).await.unwrap().is_none());
    store.commit(NOW, vec![add(&cancel(3)), update(1, 1, State::Reversed)]).await.unwrap();
    let again = store.commit(NOW, vec![add(&cancel(3)), update(1, 2, State::Reversed)]).await;
    assert_eq!(again, Err(CommitError::IdTaken));
    assert_eq!(version(&*store, 1).await, Some(2));
    assert_eq!(store.commit(NOW, vec![change(&cancel(9))]).await, Err(CommitError::Stale));
}

/// A cancel of which the capture is gone.
#[tokio::test]
async fn actions_that_do_not_add_up_are_no_ledger() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![authorised(), add(&capture(3)), add(&cancel(5))]).await.unwrap();
    assert!(store.ledger(merchant_id(1), transaction_id(1)).await.is_ok());
    house.run(&format!("DELETE FROM actions WHERE id = {}", transaction_id(3).number()));
    for id in [1, 5] {
        let ledger = store.ledger(merchant_id(1), transaction_id(id)).await;
        assert_eq!(ledger.err(), Some(StoreError::Inconsistent));
    }
    assert!(store.transaction(merchant_id(1), transaction_id(1)).await.unwrap().is_some());
}
