//! The log of gateways that work is whole at any time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use client::Method;

use super::{gathered, verify};
use crate::harness::{Card, PAYMENTS, eventually, payment, three_on_one_store};

/// Three instances write lines at once and one of them is killed: no line is lost to a block, or in two.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_instances_under_load_and_one_is_killed() {
    const CLIENTS: usize = 4;
    const PAYMENTS_BEFORE: usize = 120;
    let [mut first, second, third] =
        <[_; 3]>::try_from(three_on_one_store("audit-load", &["acquirer.answer_limit_ms=1000"]))
            .unwrap_or_else(|_| unreachable!("three were started"));
    let (stop, paid) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut clients = tokio::task::JoinSet::new();
    for gateway in [&first, &second, &third] {
        for _ in 0..CLIENTS {
            let (mut till, stop, paid) = (gateway.till(), Arc::clone(&stop), Arc::clone(&paid));
            clients.spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let request = payment(&Card::cb_visa(), 2_499);
                    match till.try_send(Method::POST, PAYMENTS, &[], Some(&request)).await {
                        Ok(answer) => assert!(matches!(answer.status, 201 | 503), "{}", answer.body_text()),
                        // The gateway was killed.
                        Err(_) => break,
                    }
                    paid.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    }
    let more = async |count: usize| {
        let target = paid.load(Ordering::Relaxed) + count;
        eventually("payments", Duration::from_secs(60), || async {
            (paid.load(Ordering::Relaxed) >= target).then_some(())
        })
        .await;
    };
    let blocks = async |count: i64| {
        eventually("blocks under load", Duration::from_secs(60), || async {
            let during = verify(&second, &[]);
            during.assert_intact();
            (during.number("blocks") >= count).then_some(during)
        })
        .await
    };
    more(PAYMENTS_BEFORE).await;
    let before = blocks(2).await.number("blocks");
    first.kill();
    more(PAYMENTS_BEFORE).await;
    // Another instance goes on where the one that was killed had gathered.
    let during = blocks(before + 2).await;
    more(PAYMENTS_BEFORE).await;
    stop.store(true, Ordering::Relaxed);
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    let end = gathered(&second).await;
    let lines = i64::try_from(2 * 3 * PAYMENTS_BEFORE).unwrap();
    assert!(end.number("lines") > lines, "{} lines", end.number("lines"));
    verify(&third, &["--head", &during.head()]).assert_intact();
}
