//! More connections than there are places or file descriptors for.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::client::TlsStream;

use crate::harness::{Card, Gateway, KEYS, PAYMENTS, assert_result, eventually, payment, read_answer};

/// Addresses of this machine.
const SOURCES: [&str; 6] = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7"];
const IDLE: &str = "";
const SLOW_HEADERS: &str = "GET /health/live HTTP/1.1\r\nHost:";
/// The gateway closes its side after the answer. The caller never closes its own.
const REQUEST_AND_STAY: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const REQUEST: &[u8] = REQUEST_AND_STAY.as_bytes();
/// An honest request must be answered within this time. It is long for a debug build on a busy machine; the goal of a release
/// build is 200 ms.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens so many connections from an address, sends the beginning of a request on each, and keeps those that stay open.
async fn crowd(
    gateway: &Arc<Gateway>,
    source: &'static str,
    count: usize,
    sent: &str,
) -> Vec<TlsStream<TcpStream>> {
    let mut opening = JoinSet::new();
    for _ in 0..count {
        let (gateway, sent) = (Arc::clone(gateway), sent.to_owned());
        opening.spawn(async move {
            let mut stream = gateway.raw_stream_from(source, b"").await.ok()?;
            stream.write_all(sent.as_bytes()).await.ok()?;
            Some(stream)
        });
    }
    opening.join_all().await.into_iter().flatten().collect()
}

/// Keeps so many connections, and opens each again as soon as it is closed.
fn stubborn_crowd(gateway: &Arc<Gateway>, source: &'static str, count: usize) -> JoinSet<()> {
    let mut crowd = JoinSet::new();
    for _ in 0..count {
        let gateway = Arc::clone(gateway);
        crowd.spawn(async move {
            loop {
                if let Ok(mut stream) = gateway.raw_stream_from(source, b"").await {
                    drop(stream.write_all(SLOW_HEADERS.as_bytes()).await);
                    drop(stream.read(&mut [0]).await);
                }
                // A caller needs a moment to come back, or this process had no time for the honest.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
    }
    crowd
}

/// Sends requests one after the other, each on a new connection, and each must be answered.
async fn assert_served(gateway: &Gateway, source: &str, count: usize) {
    for number in 0..count {
        let began = Instant::now();
        let mut stream = tokio::time::timeout(PATIENCE, gateway.raw_stream_from(source, b""))
            .await
            .unwrap_or_else(|_| panic!("request {number} of {source} gets no connection"))
            .unwrap_or_else(|error| panic!("request {number} of {source}: {error}"));
        stream.write_all(REQUEST).await.unwrap();
        let answer = read_answer(&mut stream, REQUEST, began, PATIENCE).await;
        assert_eq!(answer.status, Some(200), "request {number} of {source}: {}", answer.text);
    }
}

/// Sends requests one after the other, each on a new connection, from an address that has more than its share. One is refused where
/// the address has no turn, because the place of the last connection is not free yet; the caller comes again.
async fn assert_served_in_turn(gateway: &Gateway, source: &str, count: usize) {
    for number in 0..count {
        let what = format!("request {number} of {source}");
        eventually(&what, PATIENCE, || async {
            let mut stream = gateway.raw_stream_from(source, b"").await.ok()?;
            stream.write_all(REQUEST).await.ok()?;
            let answer = read_answer(&mut stream, REQUEST, Instant::now(), PATIENCE).await;
            (answer.status == Some(200)).then_some(())
        })
        .await;
    }
}

/// The lines of the log that tell of connections that were closed for others.
fn told(gateway: &Gateway) -> usize {
    gateway.log().lines().filter(|line| line.contains("places for connections run out")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_and_slow_callers_give_way() {
    let gateway = Arc::new(Gateway::start_with("places", &["connections.all=64"]));
    let began = Instant::now();
    let authorization = gateway.till().authorization();
    let slow_body = |length: &str| {
        format!(
            "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
        )
    };
    for sent in [
        IDLE.to_owned(),
        SLOW_HEADERS.to_owned(),
        slow_body("Content-Length: 100") + "{",
        slow_body("Transfer-Encoding: chunked") + "1\r\n{\r\n",
        REQUEST_AND_STAY.to_owned(),
    ] {
        let held = crowd(&gateway, "127.0.0.1", 150, &sent).await;
        assert_served(&gateway, "127.0.0.2", 30).await;
        // And of the same address.
        assert_served_in_turn(&gateway, "127.0.0.1", 30).await;
        drop(held);
    }
    let most = 2 + usize::try_from(began.elapsed().as_secs() / 60).unwrap();
    let lines = told(&gateway);
    assert!((1..=most).contains(&lines), "{lines} lines in {:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_that_come_back_take_no_place_of_others() {
    let settings = ["connections.all=64", "connections.per_address=32"];
    let gateway = Arc::new(Gateway::start_with("share", &settings));
    let mut kept = gateway.raw_stream_from("127.0.0.2", b"").await.unwrap();
    let crowd = stubborn_crowd(&gateway, "127.0.0.1", 100);
    assert_served(&gateway, "127.0.0.3", 60).await;
    // An idle connection of an address within its share stays, although others have come later.
    kept.write_all(REQUEST).await.unwrap();
    let answer = read_answer(&mut kept, REQUEST, Instant::now(), PATIENCE).await;
    assert_eq!(answer.status, Some(200), "{}", answer.text);
    drop(crowd);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_served_keeps_its_place() {
    let settings = ["connections.all=64", "acquirer.answer_limit_ms=6000"];
    let gateway = Arc::new(Gateway::start_with("served", &settings));
    let mut till = gateway.till();
    let paying = tokio::spawn(async move { till.pay(&payment(&Card::cb_visa(), 77_701)).await });
    // The first of them still find a place. Until all have come, the payment has begun.
    let mut held = Vec::new();
    while !paying.is_finished() {
        held.extend(crowd(&gateway, "127.0.0.2", 40, IDLE).await);
    }
    assert!(held.len() >= 120, "only {} others came", held.len());
    assert_result(&paying.await.unwrap(), 202, "ONHOLD_PARTNER", "02000");
}

/// A request whose body nobody reads is carried out at once, and its connection must not be closed for another meanwhile, although its
/// caller has not sent the body.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_served_without_its_body_keeps_its_place() {
    let settings = ["connections.all=16", "keys.rsa_bits=4096"];
    let gateway = Arc::new(Gateway::start_with("served-early", &settings));
    let authorization = gateway.till().authorization();
    // Key pairs are made one at a time, so that the last of them take long.
    let mut waiting = JoinSet::new();
    for (number, body) in [
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 100\r\n\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    ]
    .into_iter()
    .enumerate()
    {
        let request = format!(
            "GET {KEYS}/key{number} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nConnection: close\r\n{body}"
        );
        let mut stream = gateway.raw_stream().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        waiting.spawn(async move {
            let limit = Duration::from_secs(120);
            let answer = read_answer(&mut stream, request.as_bytes(), Instant::now(), limit).await;
            (answer.status, answer.text)
        });
    }
    // None of those who come holds more than its share, and none is older than a second: whoever has waited longer without being
    // served would have to go.
    let mut others = Vec::new();
    let mut answers = Vec::new();
    while !waiting.is_empty() {
        for last in 2..22 {
            others.push(gateway.raw_stream_from(SOURCES[last % SOURCES.len()], b"").await);
        }
        while let Some(answer) = waiting.try_join_next() {
            answers.push(answer.unwrap());
        }
    }
    assert!(others.len() >= 60, "only {} others came", others.len());
    for (status, text) in answers {
        assert_eq!(status, Some(200), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn file_descriptors_run_out() {
    let gateway = Arc::new(Gateway::start("descriptors"));
    let limit = format!("--nofile={0}:{0}", gateway.open_files() + 60);
    let process = gateway.process_id().to_string();
    assert!(Command::new("prlimit").args(["--pid", &process, &limit]).status().unwrap().success());
    let began = Instant::now();
    let held = crowd(&gateway, "127.0.0.1", 300, IDLE).await;
    assert_served(&gateway, "127.0.0.2", 20).await;
    drop(held);
    // Once a minute, and no other line about it.
    let most = 2 + usize::try_from(began.elapsed().as_secs() / 60).unwrap();
    let lines = told(&gateway);
    assert!((1..=most).contains(&lines), "{lines} lines in {:?}", began.elapsed());
    assert!(!gateway.log().contains("could not be accepted"));
    // The limit holds for everything: payments go on as well.
    let mut till = gateway.till();
    let paid = eventually("payment", PATIENCE, || {
        let request = payment(&Card::cb_visa(), 3_300);
        let mut till = gateway.till();
        async move { Some(till.pay(&request).await).filter(|answer| answer.status == 201) }
    })
    .await;
    assert_result(&till.transaction(&crate::harness::transaction_id(&paid)).await, 200, "ACCEPTED", "00000");
}
