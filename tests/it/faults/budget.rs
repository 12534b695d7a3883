//! The memory that requests take while they wait.

use std::sync::Arc;
use std::time::{Duration, Instant};

use document::Tree;
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinSet;

use crate::harness::{
    Card, Gateway, PAYMENTS, assert_error, assert_result, eventually, json, payment, put, raw_text,
    read_answer, reference,
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

/// Heads that come slowly need no key either. Beyond 4 KiB they have a budget of their own, a quarter of that for bodies: here 256 KiB.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_heads_have_a_budget() {
    const LIMIT: Duration = Duration::from_secs(60);
    let gateway = Arc::new(Gateway::start_with("slow-heads", &["memory.bodies_mib=1"]));
    let begun = |kib: usize| {
        format!(
            "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Large: {}",
            "y".repeat(kib * 1024)
        )
    };
    let mut slow = JoinSet::new();
    for _ in 0..40 {
        let (gateway, head) = (Arc::clone(&gateway), begun(28));
        slow.spawn(async move {
            let mut stream = gateway.raw_stream().await;
            // It may be refused before all is sent.
            drop(stream.write_all(head.as_bytes()).await);
            read_answer(&mut stream, head.as_bytes(), Instant::now(), LIMIT).await
        });
    }
    let (mut refused, mut expired) = (0, 0);
    while let Some(answer) = slow.join_next().await {
        let answer = answer.unwrap();
        match answer.status {
            Some(503) => {
                refused += 1;
                assert!(answer.text.contains("\r\nRetry-After: 1\r\n"), "{}", answer.text);
                assert!(answer.text.contains(r#""code":"02101""#), "{}", answer.text);
            }
            Some(408) => expired += 1,
            _ => panic!("{}", answer.text),
        }
        // Meanwhile small heads are taken, and large ones that come at once.
        if refused == 1 {
            for kib in [1, 10] {
                let head = format!("{}\r\n\r\n", begun(kib));
                let answer = gateway.raw_exchange(head.as_bytes(), LIMIT).await;
                assert_eq!(answer.status, Some(200), "{kib} KiB: {}", answer.text);
            }
        }
    }
    assert!((1..=8).contains(&expired), "{expired} of 28 KiB had room at once");
    assert_eq!(refused + expired, 40);
    // What they had is free again, for those that come to their end.
    let mut ending = Vec::new();
    for _ in 0..5 {
        let mut stream = gateway.raw_stream().await;
        stream.write_all(begun(28).as_bytes()).await.unwrap();
        ending.push(stream);
    }
    for mut stream in ending {
        stream.write_all(b"\r\n\r\n").await.unwrap();
        let answer = read_answer(&mut stream, &[], Instant::now(), LIMIT).await;
        assert_eq!(answer.status, Some(200), "{}", answer.text);
    }
}
