//! `Idempotency-Key`: the first answer, for 24 hours.

use gateway::{Refusal, housekeeping::forget_what_has_ended, ports::AcquirerAnswer, work::reconcile};
use jiff::SignedDuration;

use crate::bench::{Bench, clear, no};

#[tokio::test]
async fn the_first_answer_is_told_again_for_a_day() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(no());
    let first = bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    let again = bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    assert!(!first.replayed && again.replayed);
    assert!(first.transaction == again.transaction);
    let other = bench.create("other", 1_000, clear(), Some("key")).await;
    assert_eq!(other.err(), Some(Refusal::RepeatDiffers));

    bench.clock.turn(SignedDuration::from_hours(24));
    let anew = bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    assert!(!anew.replayed && anew.transaction.id != first.transaction.id);
}

/// The first answer was "nobody knows"; it stays the first answer, while a GET tells what became of it.
#[tokio::test]
async fn a_repeat_tells_what_was_told_and_not_what_came_after() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    let first = bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    reconcile(&bench.gateway).await.unwrap();
    assert_eq!(bench.told(first.transaction.id).await, "02004");
    let again = bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    assert_eq!(again.transaction.state.result().code(), "02000");
}

#[tokio::test]
async fn what_has_ended_is_forgotten_and_nothing_else() {
    let bench = Bench::new().await;
    bench.create("order", 1_000, clear(), Some("key")).await.unwrap();
    forget_what_has_ended(&bench.gateway).await.unwrap();
    assert!(bench.create("order", 1_000, clear(), Some("key")).await.unwrap().replayed);

    bench.clock.turn(SignedDuration::from_hours(48));
    forget_what_has_ended(&bench.gateway).await.unwrap();
    assert!(!bench.create("order", 1_000, clear(), Some("key")).await.unwrap().replayed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_is_first() {
    let bench = std::sync::Arc::new(Bench::new().await);
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let bench = std::sync::Arc::clone(&bench);
            tokio::spawn(async move { bench.create("order", 1_000, clear(), Some("key")).await })
        })
        .collect();
    let mut ids = std::collections::HashSet::new();
    let mut first = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(payment) => {
                first += usize::from(!payment.replayed);
                ids.insert(payment.transaction.id);
            }
            Err(refusal) => assert_eq!(refusal, Refusal::RepeatPending),
        }
    }
    assert_eq!((first, ids.len()), (1, 1));
}
