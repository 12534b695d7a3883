//! Silence, and how it ends.

use std::sync::{Arc, atomic::Ordering};

use gateway::{
    ports::{AcquirerAnswer, ReversalAnswer},
    work::reconcile,
};
use jiff::SignedDuration;
use tokio::sync::oneshot;

use crate::bench::Bench;

#[tokio::test]
async fn a_silent_bank_is_told_to_undo() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    bench.bank.reversals.lock().unwrap().push(ReversalAnswer::Silence);
    let id = bench.pay("order", 1_000).await.unwrap().transaction.id;
    assert_eq!(bench.told(id).await, "02000");
    let repeat = gateway::Refusal::Duplicate { pending: true };
    assert_eq!(bench.pay("order", 1_000).await.err(), Some(repeat), "it may still have taken place");

    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told(id).await, "02000", "the reversal was not answered either");
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0, "not before its deadline");

    bench.clock.turn(SignedDuration::from_secs(10));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told(id).await, "02004");
    assert!(bench.pay("order", 1_000).await.is_ok(), "the order is free again");
}

/// The gateway dies while the bank thinks; another one finds the payment once its time is over.
#[tokio::test]
async fn a_payment_that_nobody_waits_for_any_more_is_undone() {
    let bench = Bench::new().await;
    let (release, held) = oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let bench = Arc::new(bench);
    let dying = tokio::spawn({
        let bench = Arc::clone(&bench);
        async move { bench.pay("order", 1_000).await }
    });
    bench.bank.thinking.notified().await;
    dying.abort();
    assert!(dying.await.is_err());
    drop(release);

    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0, "its time is not over");
    bench.clock.turn(SignedDuration::from_secs(16));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert!(bench.pay("order", 1_000).await.is_ok(), "the order is free again");
}

/// The yes comes after the reconciler has told the bank to undo: it is told as undone, and undone once more.
#[tokio::test]
async fn a_yes_that_comes_too_late_is_undone_again() {
    let bench = Arc::new(Bench::new().await);
    let (release, held) = oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let slow = tokio::spawn({
        let bench = Arc::clone(&bench);
        async move { bench.pay("order", 1_000).await }
    });
    bench.bank.thinking.notified().await;
    bench.clock.turn(SignedDuration::from_secs(16));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    release.send(()).unwrap();
    let late = slow.await.unwrap().unwrap().transaction;
    assert_eq!(late.state.result().code(), "02004");
    assert_eq!(bench.told(late.id).await, "02004");
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 2, "after the yes");
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 0);
    assert_eq!(bench.told(late.id).await, "02004");
}

/// Time passes at any one step of a payment, as it does when the disk is slow or the machine is suspended: a bank
/// is never asked when the reconciler may already have told it to undo.
#[tokio::test]
async fn a_bank_is_not_asked_too_late() {
    let mut not_asked = 0;
    for reading in 1..=8 {
        let bench = Bench::new().await;
        bench.clock.jump_at(reading, SignedDuration::from_secs(12));
        let code = bench.pay("order", 1_000).await.unwrap().transaction.state.result().code();
        match (code, bench.bank.asked.load(Ordering::SeqCst)) {
            ("00000", 1) => {}
            ("02102", 0) => not_asked += 1,
            other => panic!("at reading {reading} of the clock: {other:?}"),
        }
    }
    assert_eq!(not_asked, 1, "between the commit and the question");
}

/// The bank said yes and the disk would not take it: the merchant has an id to ask with, and the yes is undone.
#[tokio::test]
async fn an_answer_that_cannot_be_written_is_told_as_unknown() {
    let bench = Bench::new().await;
    bench.faults.refuses_answers.store(true, Ordering::SeqCst);
    let told = bench.pay("order", 1_000).await.unwrap().transaction;
    assert_eq!(told.state.result().code(), "02000");
    assert_eq!(bench.told(told.id).await, "02000");

    bench.faults.refuses_answers.store(false, Ordering::SeqCst);
    bench.clock.turn(SignedDuration::from_secs(16));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told(told.id).await, "02004");
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
}
