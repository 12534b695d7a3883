//! Silence, and how it ends.

use std::sync::Arc;

use gateway::{
    payments::reconcile,
    ports::{Answer, ReversalAnswer},
};
use jiff::SignedDuration;
use tokio::sync::oneshot;

use crate::bench::Bench;

#[tokio::test]
async fn a_silent_bank_is_told_to_undo() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(Answer::Silence);
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
    bench.clock.turn(SignedDuration::from_secs(8));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    assert!(bench.pay("order", 1_000).await.is_ok(), "the order is free again");
}

/// The answer comes after the reconciler has begun to undo: what is on disk is what is told.
#[tokio::test]
async fn an_answer_that_comes_too_late_changes_nothing() {
    let bench = Arc::new(Bench::new().await);
    let (release, held) = oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let slow = tokio::spawn({
        let bench = Arc::clone(&bench);
        async move { bench.pay("order", 1_000).await }
    });
    bench.bank.thinking.notified().await;
    bench.clock.turn(SignedDuration::from_secs(8));
    assert_eq!(reconcile(&bench.gateway).await.unwrap(), 1);
    release.send(()).unwrap();
    let late = slow.await.unwrap().unwrap().transaction;
    assert_eq!(late.state.result().code(), "02004");
    assert_eq!(bench.told(late.id).await, "02004");
}
