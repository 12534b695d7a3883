//! More requests at once than the gateway can serve.

use std::sync::Arc;
use std::time::{Duration, Instant};

use document::Tree;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::harness::{Card, Gateway, PAYMENTS, assert_error, assert_result, payment, put, read_answer};

/// More than have a place and wait in order.
const CROWD: usize = 500;
/// No credentials, and two that are malformed.
const STRANGERS: [&str; 3] = ["", "Authorization: Bearer 5hG2vQ9x\r\n", "Authorization: Basic bm9ib2R5\r\n"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_would_wait_too_long_is_turned_away_with_nothing_done() {
    let gateway = Gateway::start_with("overload", &["overload.wait_limit_ms=10"]);
    let all_connected = Arc::new(Barrier::new(CROWD));
    let mut crowd = JoinSet::new();
    for _ in 0..CROWD {
        let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), 1_000));
        let all_connected = Arc::clone(&all_connected);
        crowd.spawn(async move {
            till.get("/health/live").await;
            all_connected.wait().await;
            (till.pay(&request).await, request)
        });
    }
    let answers = crowd.join_all().await;
    let (served, turned_away): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(answer, _)| answer.status == 201);
    assert!(!served.is_empty());
    assert!(!turned_away.is_empty(), "all were served within 10 ms");
    let mut till = gateway.till();
    let ready = till.get("/health/ready").await;
    let counted = ready.at(&["turned_away"]).and_then(Tree::as_integer).unwrap();
    assert_eq!(usize::try_from(counted).unwrap(), turned_away.len());
    for (answer, request) in &turned_away {
        assert_error(answer, 503, "02101");
        assert_eq!(answer.header("retry-after"), Some("1"));
        // The same order is new: a payment of it would make this one a repeat (409).
        assert_result(&till.pay(request).await, 201, "ACCEPTED", "00000");
    }
}

/// A flood without credentials must take no turn from those who have some. Where it took one, it would be turned away with the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_credentials_takes_no_turn() {
    let gateway = Gateway::start_with("no-credentials", &["overload.wait_limit_ms=10"]);
    let all_connected = Arc::new(Barrier::new(CROWD + STRANGERS.len() * 100));
    let mut crowd = JoinSet::new();
    for _ in 0..CROWD {
        let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), 1_000));
        let all_connected = Arc::clone(&all_connected);
        crowd.spawn(async move {
            till.get("/health/live").await;
            all_connected.wait().await;
            let answer = till.pay(&request).await;
            assert!([201, 503].contains(&answer.status), "{}", answer.status);
            answer.status
        });
    }
    for authorization in STRANGERS.repeat(100) {
        let mut stream = gateway.raw_stream().await;
        let all_connected = Arc::clone(&all_connected);
        crowd.spawn(async move {
            all_connected.wait().await;
            let request = format!(
                "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\n{authorization}Content-Length: 0\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(request.as_bytes()).await.unwrap();
            let limit = Duration::from_secs(30);
            let answer = read_answer(&mut stream, request.as_bytes(), Instant::now(), limit).await;
            assert_eq!(answer.status, Some(401), "{}", answer.text);
            401
        });
    }
    let statuses = crowd.join_all().await;
    let turned_away = statuses.iter().filter(|status| **status == 503).count();
    assert!(turned_away > 0, "all were served within 10 ms");
    let ready = gateway.till().get("/health/ready").await;
    let counted = ready.at(&["turned_away"]).and_then(Tree::as_integer).unwrap();
    assert_eq!(usize::try_from(counted).unwrap(), turned_away);
    // Whatever is malformed counts as a failed login, and a header that is missing does not.
    let failed = ready.at(&["failed_logins"]).and_then(Tree::as_integer);
    assert_eq!(failed, Some(200));
}

/// A bank that is silent for some must not be one that is silent for all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_wait_for_a_silent_bank_hold_nobody_up() {
    let gateway = Gateway::start_with(
        "silent-crowd",
        &["acquirer.answer_limit_ms=10000", "overload.wait_limit_ms=10000"],
    );
    let mut silent = JoinSet::new();
    for _ in 0..CROWD {
        let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), 77_701));
        silent.spawn(async move { till.pay(&request).await });
    }
    let mut till = gateway.till();
    let (mut paid, mut ended) = (0_usize, Vec::new());
    while !silent.is_empty() {
        let request = put(&payment(&Card::cb_visa(), 1_000), "order.country", "FR");
        assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
        paid += usize::from(ended.is_empty());
        while let Some(answer) = silent.try_join_next() {
            ended.push(answer.unwrap());
        }
    }
    assert!(paid > 0, "nothing was paid while the bank was silent");
    for answer in ended {
        assert_result(&answer, 202, "ONHOLD_PARTNER", "02000");
    }
}
