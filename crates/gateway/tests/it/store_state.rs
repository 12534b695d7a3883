//! The state of the store, as anybody may ask for it.

use std::sync::{Arc, atomic::Ordering};

use gateway::{ports::StoreError, store_state};
use jiff::SignedDuration;
use tokio::task::JoinSet;

use crate::bench::Bench;

const MOMENT: SignedDuration = SignedDuration::from_millis(499);

impl Bench {
    /// Asks as many times at once, and returns the answer, which all must share, and how often the store was asked.
    async fn state(&self, askers: usize) -> (Result<(), StoreError>, usize) {
        let before = self.faults.reads.load(Ordering::SeqCst);
        let mut asking = JoinSet::new();
        for _ in 0..askers {
            let gateway = Arc::clone(&self.gateway);
            asking.spawn(async move { store_state(&gateway).await });
        }
        let answers = asking.join_all().await;
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        (answers[0], self.faults.reads.load(Ordering::SeqCst) - before)
    }

    fn break_store(&self, is_broken: bool) {
        self.faults.refuses_reads.store(is_broken, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_many_ask_the_store_is_asked_twice_a_second() {
    let bench = Bench::new().await;
    assert_eq!(bench.state(1_000).await, (Ok(()), 1));
    bench.clock.turn(MOMENT);
    assert_eq!(bench.state(1_000).await, (Ok(()), 0));
    bench.clock.turn(MOMENT);
    assert_eq!(bench.state(1_000).await, (Ok(()), 1));
}

#[tokio::test]
async fn a_wrong_state_is_told_for_half_a_second_at_most() {
    let bench = Bench::new().await;
    let down = Err(StoreError::Unavailable);
    assert_eq!(bench.state(1).await.0, Ok(()));
    bench.break_store(true);
    assert_eq!(bench.state(1).await.0, Ok(()));
    bench.clock.turn(SignedDuration::from_millis(500));
    assert_eq!(bench.state(100).await, (down, 1), "a failure is shared as well");
    bench.break_store(false);
    assert_eq!(bench.state(1).await.0, down);
    bench.clock.turn(SignedDuration::from_millis(500));
    assert_eq!(bench.state(1).await.0, Ok(()));
}

#[tokio::test]
async fn a_clock_that_is_put_back_keeps_no_answer() {
    let bench = Bench::new().await;
    assert_eq!(bench.state(1).await, (Ok(()), 1));
    bench.clock.turn(SignedDuration::from_hours(-1));
    assert_eq!(bench.state(1).await, (Ok(()), 1));
}
