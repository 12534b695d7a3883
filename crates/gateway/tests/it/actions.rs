//! What is done to payments, by merchants and by time.

use std::sync::{Arc, atomic::Ordering};

use domain::{
    action::{ActionKind::*, CaptureOption, CaptureOption::*},
    terms,
};
use gateway::{
    ports::{AcquirerAnswer, PaymentWrite, ReversalAnswer},
    remittance,
    work::{capture_deferred, expire, reconcile},
};
use jiff::{SignedDuration, Timestamp};
use primitives::TransactionId;
use tokio::sync::oneshot;

use crate::bench::{Bench, no};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the bank holds for nothing it is told, until it has confirmed.
#[tokio::test]
async fn a_bank_is_told_of_a_cancel_until_it_confirms() {
    let bench = Bench::new().await;
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    bench.bank.reversals.lock().unwrap().push(ReversalAnswer::Silence);
    let (_, code) = bench.act(Cancel, id, 1_000, Standard).await;
    assert_eq!(code, "00000", "what is not remitted costs the buyer nothing, whatever the bank says");
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0, "not before the time at which an answer was due");
    bench.clock.turn(SignedDuration::from_secs(10));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    bench.clock.turn(SignedDuration::from_hours(1));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0, "it has confirmed");
    assert_eq!(*bench.bank.released.lock().unwrap(), [(id, 1_000), (id, 1_000)]);
    assert!(bench.pay("order", 1_000).await.is_ok(), "the order is free again");
}

#[tokio::test]
async fn what_was_not_captured_in_a_week_is_given_back() {
    let bench = Bench::new().await;
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    assert_eq!(bench.act(Capture, id, 400, Standard).await.1, "00000");
    bench.clock.turn(WEEK - SignedDuration::from_secs(1));
    assert_eq!(expire(&bench.gateway).await.unwrap(), 0);
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(bench.act(Capture, id, 100, Standard).await.1, "02602", "the clock alone decides it");
    assert_eq!(expire(&bench.gateway).await.unwrap(), 1);
    assert_eq!(expire(&bench.gateway).await.unwrap(), 0);
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(*bench.bank.released.lock().unwrap(), [(id, 600)]);
    assert_eq!(bench.act(Capture, id, 600, LateDelivery).await.1, "00000");
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_late_delivery_is_as_good_as_its_bank() {
    let bench = Bench::new().await;
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    bench.clock.turn(WEEK);
    *bench.bank.answers.lock().unwrap() = vec![AcquirerAnswer::NotSent, AcquirerAnswer::Silence, no()];
    assert_eq!(bench.act(Capture, id, 600, LateDelivery).await.1, "01100");
    let (silent, code) = bench.act(Capture, id, 600, LateDelivery).await;
    assert_eq!(code, "02000");
    assert_eq!(bench.act(Capture, id, 600, LateDelivery).await.1, "02613", "it may still have taken place");
    assert_eq!(bench.act(Capture, id, 400, LateDelivery).await.1, "02102", "the rest is free");

    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told(silent).await, "02004");
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_eq!(bench.act(Capture, id, 1_000, LateDelivery).await.1, "00000");
    assert_eq!(bench.ledger(id).await.captured().minor_units(), 1_000);
}

/// Whatever network it was: the bank is not told another.
#[tokio::test]
async fn a_card_of_which_the_network_is_not_known_is_not_renewed() {
    let bench = Bench::new().await;
    let known = bench.authorise(1_000, terms::Capture::Manual).await;
    let mut payment = bench.store.transaction(bench.merchant.id, known).await.unwrap().unwrap().value;
    payment.id = TransactionId::new(known.number() + 2).unwrap();
    payment.card.as_mut().unwrap().selected_network = None;
    let id = payment.id;
    let begin = PaymentWrite::Begin { transaction: Box::new(payment), claim: None, due: None }.into();
    bench.store.commit(Timestamp::UNIX_EPOCH, vec![begin]).await.unwrap();
    bench.clock.turn(WEEK);
    let asked = bench.bank.asked.load(Ordering::SeqCst);
    assert_eq!(bench.act(Capture, id, 1_000, LateDelivery).await.1, "02540");
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), asked);
    assert_eq!(bench.act(Capture, known, 1_000, LateDelivery).await.1, "00000");
}

/// The gateway dies while the bank thinks about the renewal; another one finds it.
#[tokio::test]
async fn a_late_delivery_that_nobody_waits_for_any_more_is_undone() {
    let bench = Arc::new(Bench::new().await);
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    bench.clock.turn(WEEK);
    let (release, held) = oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let dying = tokio::spawn({
        let bench = Arc::clone(&bench);
        async move { bench.act(Capture, id, 1_000, LateDelivery).await }
    });
    bench.bank.thinking.notified().await;
    dying.abort();
    assert!(dying.await.is_err());
    drop(release);
    assert_eq!(
        expire(&bench.gateway).await.unwrap(),
        1,
        "the old authorisation has run out, whatever the new one does"
    );
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1, "and is given back");
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0, "the time of the new one is not over");
    bench.clock.turn(SignedDuration::from_secs(16));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.ledger(id).await.captured().minor_units(), 0);
    assert_eq!(bench.act(Capture, id, 1_000, LateDelivery).await.1, "00000");
}

async fn deferred(bench: &Bench) -> (Timestamp, primitives::TransactionId) {
    let day = "2026-11-25T08:00:00Z".parse().unwrap();
    (day, bench.authorise(1_000, terms::Capture::Deferred { on: day }).await)
}

#[tokio::test]
async fn a_deferred_capture_comes_on_its_day() {
    let bench = Bench::new().await;
    let (day, id) = deferred(&bench).await;
    assert_eq!(bench.act(Cancel, id, 300, Standard).await.1, "00000");
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1, "the bank is told of the cancel");
    assert_eq!(capture_deferred(&bench.gateway).await.unwrap(), 0);
    bench.clock.turn(day.duration_since("2026-11-22T12:00:00Z".parse().unwrap()));
    assert_eq!(capture_deferred(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.ledger(id).await.captured().minor_units(), 700);
    assert_eq!(capture_deferred(&bench.gateway).await.unwrap(), 0);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 1, "the authorisation still lives");
}

/// The gateway stood still for ten days: the merchant is not to lose the money for that.
#[tokio::test]
async fn a_deferred_capture_that_comes_too_late_renews_the_authorisation() {
    for (answer, captured) in [(None, 1_000), (Some(no()), 0)] {
        let bench = Bench::new().await;
        let (_, id) = deferred(&bench).await;
        bench.clock.turn(SignedDuration::from_hours(10 * 24));
        bench.bank.answers.lock().unwrap().extend(answer);
        assert_eq!(capture_deferred(&bench.gateway).await.unwrap(), 1);
        assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 2);
        assert_eq!(bench.ledger(id).await.captured().minor_units(), captured);
        assert_eq!(capture_deferred(&bench.gateway).await.unwrap(), 0, "it is tried once");
        assert_eq!(expire(&bench.gateway).await.unwrap(), 1, "the old one, which nobody captured");
    }
}

/// Two gateways on one store: the version of the payment lets one be first, whoever queues where.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_captures_at_once_no_more_are_taken_than_there_is_money() {
    let bench = Arc::new(Bench::new().await);
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    let captures: Vec<_> = (1..=40)
        .map(|number| {
            let bench = Arc::clone(&bench);
            tokio::spawn(async move { bench.act(Capture, id, 100 + number, Standard).await })
        })
        .collect();
    let mut told = 0;
    for capture in captures {
        let (action, code) = capture.await.unwrap();
        if code == "00000" {
            told += bench.ledger(id).await.action(action).unwrap().amount().minor_units();
        }
    }
    let ledger = bench.ledger(id).await;
    assert_eq!(ledger.captured().minor_units(), told);
    assert!(told <= 1_000 && told > 850, "{told}");
    assert_eq!(ledger.actions.len(), 40, "every attempt is recorded");
}

#[tokio::test]
async fn a_day_is_remitted_once_and_cannot_be_cancelled_any_more() {
    let bench = Bench::new().await;
    let id = bench.authorise(1_000, terms::Capture::Manual).await;
    let (capture, _) = bench.act(Capture, id, 600, Standard).await;
    assert_eq!(bench.act(Cancel, capture, 200, Standard).await.1, "00000");
    assert_eq!(bench.act(Refund, id, 100, Standard).await.1, "00000");
    assert_eq!(remittance::remit(&bench.gateway).await.unwrap(), 0, "the day is not over");
    bench.clock.turn(SignedDuration::from_hours(12));
    assert_eq!(remittance::remit(&bench.gateway).await.unwrap(), 1);
    assert_eq!(remittance::remit(&bench.gateway).await.unwrap(), 0);
    let remittances = bench.store.remittances(Some(bench.merchant.id), None, 10).await.unwrap();
    let totals: Vec<_> =
        remittances[0].totals.iter().map(|it| (it.kind.as_str(), it.lines, it.minor_units)).collect();
    assert_eq!(totals, [("CAPTURE", 1, 400), ("REFUND", 1, 100)]);
    assert!(remittances[0].closed && remittances[0].key.day.to_string() == "2026-11-22");

    assert_eq!(bench.act(Cancel, capture, 100, Standard).await.1, "02105");
    assert_eq!(
        bench.act(Cancel, id, 400, CaptureOption::Standard).await.1,
        "00000",
        "of what is not captured"
    );
    assert_eq!(bench.act(Refund, id, 300, Standard).await.1, "00000", "a refund still can be");
    bench.clock.turn(SignedDuration::from_hours(24));
    assert_eq!(remittance::remit(&bench.gateway).await.unwrap(), 1);
}
