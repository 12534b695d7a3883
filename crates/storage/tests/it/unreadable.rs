//! Rows with pending work that cannot be read: they are counted, and hold up no others.

use domain::{
    action::{Action, ActionKind, CaptureOption, Place},
    echo::Echo,
    terms::{Capture, Terms},
    transaction::{State, Transaction},
    work::{Due, Work},
};
use gateway::ports::{Lease, PaymentWrite, Store, Write};
use jiff::SignedDuration;
use primitives::Amount;

use crate::{
    house::House,
    things::{NOW, later, lease, merchant_id, transaction, transaction_id, with_merchant},
};

fn waiting(number: i64, work: Work) -> Write {
    let payment = transaction(number, "a");
    let terms = Terms { capture: Capture::Manual, ..payment.terms.clone() };
    let transaction = Box::new(Transaction { terms, state: State::Accepted(None), ..payment });
    PaymentWrite::Begin { transaction, claim: None, due: Some(Due { work, at: later(number) }) }.into()
}

fn capture(payment: i64, number: i64) -> Write {
    let action = Action {
        id: transaction_id(number),
        payment: transaction_id(payment),
        target: transaction_id(payment),
        kind: ActionKind::Capture,
        option: CaptureOption::Standard,
        amount: Amount::new(1).unwrap(),
        reference: None,
        created: NOW,
        place: Place::granted(2),
        by_gateway: false,
        idempotency_key: None,
        state: State::Accepted(None),
        taken: Vec::new(),
        release: None,
    };
    PaymentWrite::AddAction { merchant: merchant_id(1), action: Box::new(action), echo: Echo::empty() }.into()
}

/// Takes at most one payment, and returns how many it got.
async fn take_one(store: &dyn Store, work: Work) -> usize {
    store.take_work(work, lease(99, 119), 1).await.unwrap().len()
}

#[tokio::test]
async fn payments_that_cannot_be_read_hold_up_no_other() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    let payments = [1, 2, 3].map(|number| waiting(number, Work::Capture));
    store.commit(NOW, payments.into_iter().chain([waiting(4, Work::Expire)]).collect()).await.unwrap();
    assert_eq!(store.unreadable_rows(later(99)), 0);
    let (first, second) = (transaction_id(1).number(), transaction_id(2).number());
    let expiring = transaction_id(4).number();
    house.run(&format!("UPDATE transactions SET state = 'x' WHERE id IN ({first}, {second}, {expiring})"));

    // The first look finds nothing but those, the second knows of them.
    assert_eq!(take_one(store, Work::Capture).await, 0);
    assert_eq!(store.unreadable_rows(later(99)), 1);
    assert_eq!(take_one(store, Work::Capture).await, 0);
    assert_eq!(take_one(store, Work::Capture).await, 1);
    assert_eq!(take_one(store, Work::Expire).await, 0);
    assert_eq!(store.unreadable_rows(later(99)), 3, "one kind of work does not forget those of another");
    assert_eq!(store.examine_rows(9).await.unwrap().len(), 3);

    house.run("UPDATE transactions SET state = '{\"is\":\"ACCEPTED\"}' WHERE state = 'x'");
    assert_eq!(store.take_work(Work::Capture, lease(99, 119), 9).await.unwrap().len(), 2);
    assert_eq!(take_one(store, Work::Expire).await, 1);
    assert_eq!(store.unreadable_rows(later(99)), 0);
}

#[tokio::test]
async fn a_payment_whose_action_cannot_be_read_is_counted_while_it_is_set_aside() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    store
        .commit(NOW, vec![waiting(1, Work::Capture), capture(1, 11), waiting(2, Work::Capture)])
        .await
        .unwrap();
    house.run("UPDATE actions SET kind = 'x'");
    let take = async |from| {
        let lease = Lease::lasting(SignedDuration::from_secs(20), from);
        store.take_work(Work::Capture, lease, 9).await.unwrap().len()
    };
    assert_eq!(take(later(99)).await, 1);
    let aside = later(99) + SignedDuration::from_mins(10);
    let second = SignedDuration::from_secs(1);
    assert_eq!((store.unreadable_rows(aside - second), store.unreadable_rows(aside)), (1, 0));
    assert_eq!(take(aside - second).await, 1, "the other one again: its lease was over");
    assert_eq!(take(aside).await, 0);
    assert_eq!(store.unreadable_rows(aside), 1);

    let again = aside + SignedDuration::from_mins(10);
    house.run("UPDATE actions SET kind = 'CAPTURE'");
    assert_eq!(take(again).await, 2);
    assert_eq!(store.unreadable_rows(again), 0);
}
