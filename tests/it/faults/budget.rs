//! The memory that requests take while they wait.

use std::time::Duration;

use document::Tree;
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinSet;

use crate::harness::{
    Card, Gateway, PAYMENTS, assert_error, assert_result, eventually, json, payment, put, raw_text, reference,
};

/// An amount for which the bank never answers.
const SILENT: i64 = 77_701;

/// Returns the resident memory of the gateway in MiB.
fn resident_mib(gateway: &Gateway) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", gateway.process_id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024
}

/// A body that is a tree of many values costs some ten times its text as long as the tree is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_bank_is_silent_a_large_body_is_gone() {
    const REQUESTS: usize = 150;
    let gateway = std::sync::Arc::new(Gateway::start_with("silent-bank", &["acquirer.answer_limit_ms=5000"]));
    assert_result(&gateway.till().pay(&payment(&Card::cb_visa(), 1_000)).await, 201, "ACCEPTED", "00000");
    let (before, filler) = (resident_mib(&gateway), " ".repeat(200 * 1024));
    let mut asked = JoinSet::new();
    for number in 0..REQUESTS {
        // Half of the values are in front of the text, and half behind.
        let unknown = json(&format!("[{}]", vec!["{}"; 9_000].join(",")));
        let request =
            put(&put(&payment(&Card::cb_visa(), SILENT), "unknown", unknown), "order.reference", reference());
        let (till, body) = (gateway.till(), format!("{filler}{}", raw_text(&request)));
        asked.spawn(async move { (number, till.pay_text(body).await) });
    }
    let mut most = before;
    while let Some((_, answer)) = next(&mut asked, || most = most.max(resident_mib(&gateway))).await {
        assert_result(&answer, 202, "ONHOLD_PARTNER", "02000");
    }
    // 150 of them with body and tree are above 100 MiB.
    assert!(most < before + 64, "from {before} to {most} MiB");
}

/// Waits for the next answer, and looks meanwhile.
async fn next<T: 'static>(tasks: &mut JoinSet<T>, mut look: impl FnMut()) -> Option<T> {
    loop {
        look();
        if let Ok(ended) = tokio::time::timeout(Duration::from_millis(50), tasks.join_next()).await {
            return ended.map(Result::unwrap);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_beyond_the_budget_are_turned_away() {
    const REQUESTS: usize = 80;
    let settings = ["acquirer.answer_limit_ms=3000", "memory.bodies_mib=1"];
    let gateway = Gateway::start_with("budget", &settings);
    let mut asked = JoinSet::new();
    for _ in 0..REQUESTS {
        let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), SILENT));
        asked.spawn(async move { (till.pay(&request).await, request) });
    }
    let answers = asked.join_all().await;
    let (held, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(answer, _)| answer.status == 202);
    assert!(held.len() >= 20, "{} were taken", held.len());
    assert!(!refused.is_empty());
    for (answer, request) in &refused {
        assert_error(answer, 503, "02101");
        assert_eq!(answer.header("retry-after"), Some("1"));
        // Nothing was done: the order can be paid.
        let other = put(request, "order.amount", Tree::from(1_000));
        assert_result(&gateway.till().pay(&other).await, 201, "ACCEPTED", "00000");
    }
}

/// What was announced and has not come takes nothing from others.
#[tokio::test]
async fn announced_bytes_take_no_part_of_the_budget() {
    let gateway = Gateway::start_with("announced", &["memory.bodies_mib=1"]);
    let authorization = gateway.till().authorization();
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Type: application/json\r\nContent-Length: 262144\r\n\r\n"
    );
    let mut open = Vec::new();
    for _ in 0..20 {
        let mut stream = gateway.raw_stream().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        open.push(stream);
    }
    // A request that came after all of them has been read.
    assert_result(&gateway.till().pay(&payment(&Card::cb_visa(), 1_000)).await, 201, "ACCEPTED", "00000");
    // Those who break off give back what they had.
    drop(open);
    eventually("the budget of a large body", Duration::from_secs(20), || async {
        let body = format!("{}{}", " ".repeat(200 * 1024), raw_text(&payment(&Card::cb_visa(), 1_000)));
        (gateway.till().pay_text(body).await.status == 201).then_some(())
    })
    .await;
}

/// Callers without a key who announce a body and send nothing of it leave others their part.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stalled_bodies_take_nothing_from_those_that_come() {
    let gateway = Gateway::start_with("stalled", &["memory.bodies_mib=1"]);
    let head = "POST /services/token/x/availablecardnetworks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n";
    let mut open = Vec::new();
    for _ in 0..60 {
        let mut stream = gateway.raw_stream().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        open.push(stream);
    }
    // As long as they were promptly expected they had a part of the budget: 36 KiB each, of one MiB.
    eventually("a payment beside them", Duration::from_secs(5), || async {
        (gateway.till().pay(&payment(&Card::cb_visa(), 1_000)).await.status == 201).then_some(())
    })
    .await;
    for _ in 0..5 {
        assert_result(&gateway.till().pay(&payment(&Card::cb_visa(), 1_000)).await, 201, "ACCEPTED", "00000");
    }
}
