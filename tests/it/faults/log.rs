//! A log that cannot be written, and workers that panic: neither decides about a payment.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::Duration;

use document::Tree;

use super::told;
use crate::harness::{Card, Gateway, assert_result, eventually, idle, payment, transaction_id};

/// A pipe of Linux holds 64 KiB, and the line of a request has more than 100 bytes.
const MORE_LINES_THAN_A_PIPE_HOLDS: u64 = 1_000;

async fn number(gateway: &Gateway, name: &str) -> i64 {
    let ready = gateway.till().get("/health/ready").await;
    assert_eq!(ready.status, 200, "{}", ready.body_text());
    ready.at(&[name]).and_then(Tree::as_integer).unwrap()
}

async fn pays(gateway: &Gateway, order: i64) {
    let paid = gateway.till().pay(&payment(&Card::cb_visa(), 1_000 + order)).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn the_reader_of_the_log_goes_away() {
    let mut gateway = Gateway::start_logging_to("log-reader", &[], Stdio::piped());
    let mut lines = BufReader::new(gateway.take_stderr());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    assert!(!first.is_empty());
    drop(lines);
    for order in 0..3 {
        pays(&gateway, order).await;
    }
    let lost = eventually("lost lines", Duration::from_secs(20), || async {
        Some(number(&gateway, "lost_log_lines").await).filter(|lost| *lost >= 3)
    });
    lost.await;
    gateway.stop();
}

#[tokio::test]
async fn nobody_reads_the_log() {
    let mut gateway = Gateway::start_logging_to("log-pipe", &[], Stdio::piped());
    let unread = gateway.take_stderr();
    let mut till = gateway.till();
    for _ in 0..MORE_LINES_THAN_A_PIPE_HOLDS {
        assert_eq!(till.get("/v1/alive").await.status, 200);
    }
    pays(&gateway, 0).await;
    gateway.stop();
    drop(unread);
}

#[tokio::test]
async fn the_disk_of_the_log_is_full() {
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let limit = "acquirer.answer_limit_ms=1000";
    let mut gateway = Gateway::start_logging_to("log-full", &[limit], full.into());
    pays(&gateway, 0).await;
    assert!(number(&gateway, "lost_log_lines").await > 0);
    let silent = gateway.till().pay(&payment(&Card::cb_visa(), 77_701)).await;
    assert_result(&silent, 202, "ONHOLD_PARTNER", "02000");
    told(&gateway, &transaction_id(&silent), "02004").await;
    gateway.stop();
}

#[tokio::test]
async fn every_task_comes_back_after_a_panic() {
    let all = [
        "reconcile",
        "capture",
        "expire",
        "remit",
        "sessions",
        "notifications",
        "forget",
        "retention",
        "logins",
        "limits",
        "audit",
        "lag",
        "certificate",
        // The listeners that this gateway has.
        "api",
        "http",
        "partner",
    ];
    let panics = format!("sandbox.panics={}", all.join(" "));
    let gateway =
        Gateway::start_with("panics", &[&panics, "http=127.0.0.1:0", "acquirer.answer_limit_ms=1000"]);
    for task in all {
        gateway.logged(&[("level", "ERROR"), ("task", task)]).await;
    }
    assert_eq!(number(&gateway, "restarts").await, i64::try_from(all.len()).unwrap());
    let silent = gateway.till().pay(&payment(&Card::cb_visa(), 77_701)).await;
    told(&gateway, &transaction_id(&silent), "02004").await;
    idle(&gateway).await;
}
