//! Work that waits to be done, and who takes it.

use domain::{
    ReturnCode,
    action::{Action, ActionKind, CaptureOption, Place},
    echo::Echo,
    transaction::State,
    work::{Due, Work},
};
use gateway::ports::{Lease, PaymentWrite, Store, Versioned, Write};
use jiff::Timestamp;
use primitives::Amount;

use crate::{
    house::House,
    things::{NOW, later, transaction, transaction_id, with_merchant},
};

fn waiting(number: i64, work: Work, at: Option<Timestamp>) -> Write {
    let transaction = Box::new(transaction(number, "a"));
    PaymentWrite::Begin { transaction, claim: None, due: at.map(|at| Due { work, at }) }.into()
}

/// Taken for a minute.
async fn take(store: &dyn Store, work: Work, now: Timestamp, most: usize) -> Vec<i64> {
    let until = now + jiff::SignedDuration::from_secs(60);
    let taken = store.take_work(work, Lease { from: now, until }, most).await.unwrap();
    let number = |id: primitives::TransactionId| id.number() - transaction_id(0).number();
    let mut numbers: Vec<i64> = taken.iter().map(|ledger| number(ledger.value.payment.id)).collect();
    numbers.sort_unstable();
    numbers
}

#[tokio::test]
async fn what_waits_longest_first_and_not_before_its_time() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let work = Work::Reconcile;
    for (number, at) in [(1, Some(later(30))), (2, Some(later(10))), (3, None), (4, Some(later(20)))] {
        store.commit(NOW, vec![waiting(number, work, at)]).await.unwrap();
    }
    assert_eq!(store.oldest_work(work).await.unwrap(), Some(later(10)));
    assert_eq!(store.oldest_work(Work::Expire).await.unwrap(), None);
    assert_eq!(take(&*store, work, later(9), 10).await, [0; 0]);
    assert_eq!(take(&*store, Work::Expire, later(99), 10).await, [0; 0], "each kind has its own");
    assert_eq!(take(&*store, work, later(30), 2).await, [2, 4]);
    assert_eq!(take(&*store, work, later(30), 9).await, [1]);
}

#[tokio::test]
async fn what_was_taken_comes_back_when_its_taker_is_dead() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    let work = Work::Capture;
    stores[0].commit(NOW, vec![waiting(1, work, Some(NOW))]).await.unwrap();
    assert_eq!(take(&*stores[0], work, later(1), 10).await, [1]);
    assert_eq!(take(&*stores[1], work, later(60), 10).await, [0; 0], "its lease lasts for a minute");
    assert_eq!(stores[1].oldest_work(work).await.unwrap(), Some(NOW), "and hides no lag");
    assert_eq!(take(&*stores[1], work, later(61), 10).await, [1]);

    // Whoever does it ends the lease with it.
    let value = domain::transaction::Transaction { state: State::Reversed, ..transaction(1, "a") };
    let transaction = Box::new(Versioned { value, version: 1 });
    let due = Some(Due { work: Work::Expire, at: later(62) });
    stores[1].commit(later(62), vec![PaymentWrite::Update { transaction, due }.into()]).await.unwrap();
    assert_eq!(take(&*stores[0], work, later(62), 10).await, [0; 0]);
    assert_eq!(take(&*stores[0], Work::Expire, later(62), 10).await, [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_two_take_the_same() {
    let house = House::new();
    let stores = [house.open().await, house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    for number in 1..=60 {
        stores[0].commit(NOW, vec![waiting(number, Work::Reconcile, Some(NOW))]).await.unwrap();
    }
    let [a, b, c] = &stores;
    let takers = [a, b, c].map(|store| take(&**store, Work::Reconcile, later(1), 60));
    let [a, b, c] = takers;
    let (a, b, c) = tokio::join!(a, b, c);
    let mut all = [a, b, c].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=60).collect::<Vec<_>>());
}

/// As a newer version would write it, in the middle of a rolling upgrade.
#[tokio::test]
async fn an_action_that_cannot_be_read_keeps_no_other_waiting() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for number in 1..=3 {
        let writes = vec![waiting(number, Work::Expire, Some(NOW)), refused_capture(number)];
        store.commit(NOW, writes).await.unwrap();
    }
    let id = transaction_id(2).number();
    house.run(&format!("UPDATE actions SET kind = 'NEWER' WHERE transaction_id = {id}"));
    assert_eq!(take(&*store, Work::Expire, later(9), 10).await, [1, 3]);
}

/// Nor when it is put right, for a while: it is not looked at all the time.
#[tokio::test]
async fn amounts_that_do_not_add_up_keep_no_other_waiting() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for number in 1..=3 {
        store.commit(NOW, vec![waiting(number, Work::Expire, Some(NOW))]).await.unwrap();
    }
    // Nothing was authorised.
    let capture = Action { state: State::Accepted(None), amount: Amount::MAX, ..refused(2) };
    store.commit(NOW, vec![add(capture)]).await.unwrap();
    assert_eq!(take(&*store, Work::Expire, later(0), 10).await, [1, 3]);
    house.run(&format!("DELETE FROM actions WHERE transaction_id = {}", transaction_id(2).number()));
    assert_eq!(take(&*store, Work::Expire, later(60), 10).await, [1, 3]);
    assert_eq!(store.oldest_work(Work::Expire).await.unwrap(), Some(NOW), "it hides no lag");
    assert_eq!(take(&*store, Work::Expire, later(600), 10).await, [1, 2, 3]);
}

fn refused_capture(number: i64) -> Write {
    add(refused(number))
}

fn add(action: Action) -> Write {
    let merchant = transaction(1, "a").merchant;
    PaymentWrite::AddAction { merchant, action: Box::new(action), echo: Echo::empty() }.into()
}

fn refused(number: i64) -> Action {
    let payment = transaction_id(number);
    Action {
        id: transaction_id(1_000 + number),
        payment,
        target: payment,
        kind: ActionKind::Capture,
        option: CaptureOption::Standard,
        amount: Amount::ZERO,
        reference: None,
        created: NOW,
        place: Place(1),
        by_gateway: false,
        idempotency_key: None,
        state: State::Refused(ReturnCode::CARD_EXPIRED),
        taken: Vec::new(),
        release: None,
    }
}

#[tokio::test]
async fn one_that_cannot_be_read_keeps_no_other_waiting() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let work = Work::Reconcile;
    for number in 1..=3 {
        store.commit(NOW, vec![waiting(number, work, Some(later(number)))]).await.unwrap();
    }
    house.run("UPDATE transactions SET state = 'none' WHERE wake_at_ms = 2000");
    // Another process sees the same.
    assert_eq!(house.open().await.oldest_work(work).await.unwrap(), Some(later(1)));
    assert_eq!(take(&*store, work, later(9), 10).await, [1, 3]);
}
