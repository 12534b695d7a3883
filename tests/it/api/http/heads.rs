//! Request lines and headers that HTTP/1.1 (RFC 9112) lets a server refuse, because another program may read them in another
//! way.

use std::time::Duration;

use crate::harness::{Card, Gateway, PAYMENTS, payment, raw_text, shared};

const ALIVE: &str = "/v1/checkout/alive";
const LIMIT: Duration = Duration::from_secs(20);

/// Sends a head and what follows, and returns the answer. It must be one, in the form of the API, and the last on its
/// connection.
async fn refused(gateway: &Gateway, sent: &str, status: u16) {
    let answer = gateway.raw_exchange(sent.as_bytes(), LIMIT).await;
    assert_eq!(answer.status, Some(status), "{:?}: {}", start(sent), answer.text);
    for part in
        ["\"title\":\"ERROR\"", "\"code\":\"02305\"", "\"detail\":\"", "X-Request-Id: ", "Connection: close"]
    {
        assert!(answer.text.contains(part), "{:?}: {part} is not in {}", start(sent), answer.text);
    }
    assert_eq!(
        answer.text.lines().filter(|line| line.starts_with("HTTP/1.1 ")).count(),
        1,
        "{:?}: {}",
        start(sent),
        answer.text
    );
}

fn start(sent: &str) -> String {
    sent.chars().take(200).collect()
}

#[tokio::test]
async fn hosts_line_ends_and_codings() {
    let gateway = shared();
    let chunks = "5\r\nabcde\r\n0\r\n\r\n";
    for sent in [
        format!("GET {ALIVE} HTTP/1.1\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\nHost: x\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\nX-One: 1\nX-Two: 2\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\n\n"),
        format!("GET {ALIVE} HTTP/1.1\nHost: x\n\n"),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n{chunks}"),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n{chunks}"),
        format!(
            "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
        ),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n"),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n{chunks}"),
        format!(
            "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
        ),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}"),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 2, 2\r\n\r\n{{}}"),
        format!("POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost : x\r\n\r\n"),
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\nX-Folded: 1\r\n 2\r\n\r\n"),
        format!("GET {ALIVE} HTTP/2.0\r\nHost: x\r\n\r\n"),
        "hello\r\n\r\n".to_owned(),
    ] {
        refused(&gateway, &sent, 400).await;
    }
}

#[tokio::test]
async fn headers_beyond_the_documented_limits() {
    let gateway = shared();
    let sized =
        |value: usize| format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n", "y".repeat(value));
    let rest = sized(0).len();
    let most = gateway.raw_exchange(sized(32 * 1024 - rest).as_bytes(), LIMIT).await;
    assert_eq!(most.status, Some(401), "32 KiB are taken: {}", most.text);
    for more in [1, 1024, 8 * 1024, 64 * 1024, 500 * 1024] {
        refused(&gateway, &sized(32 * 1024 - rest + more), 431).await;
    }
    let many = |count: usize| {
        format!("GET {ALIVE} HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Same: y\r\n".repeat(count - 1))
    };
    assert_eq!(gateway.raw_exchange(many(64).as_bytes(), LIMIT).await.status, Some(401));
    refused(&gateway, &many(65), 431).await;
}

/// What HTTP/1.1 lets a caller write goes on being taken.
#[tokio::test]
async fn what_is_right_is_taken() {
    let gateway = shared();
    let authorization = gateway.till().authorization();
    let body = raw_text(&payment(&Card::cb_visa(), 3_105)).replace(',', ",\n");
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nhOST:x\r\nAuthorization: {authorization}\r\nContent-Type: application/json\r\n"
    );
    for (sent, status) in [
        (format!("\r\n{head}Content-Length: {}\r\n\r\n{body}", body.len()), 201),
        (format!("GET {ALIVE} HTTP/1.0\r\nAuthorization: {authorization}\r\n\r\n"), 200),
        (format!("GET {ALIVE} HTTP/1.1\r\nHost:\r\nAuthorization: {authorization}\r\n\r\n"), 200),
        (format!("GET http://x{ALIVE} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\r\n"), 200),
    ] {
        let answer = gateway.raw_exchange(sent.as_bytes(), LIMIT).await;
        assert_eq!(answer.status, Some(status), "{sent:?}: {}", answer.text);
    }
}

/// Several requests at once are answered in their order; what follows a wrong one is not read.
#[tokio::test]
async fn requests_in_a_row() {
    let gateway = shared();
    let right = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    let statuses = |text: &str| -> Vec<u16> {
        text.split("HTTP/1.1 ").skip(1).map(|answer| answer[..3].parse().unwrap()).collect()
    };
    let answer = gateway.raw_exchange(right.repeat(40).as_bytes(), LIMIT).await;
    assert_eq!(statuses(&answer.text), [200; 40]);
    let wrong = right.replace("Host: x", "Host: x\r\nHost: y");
    let answer = gateway.raw_exchange(format!("{right}{right}{wrong}{right}").as_bytes(), LIMIT).await;
    assert_eq!(statuses(&answer.text), [200, 200, 400]);
    // A body in chunks ends its connection, because nothing tells where the next request begins but the chunks.
    let chunked = "GET /health/live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let answer = gateway.raw_exchange(format!("{chunked}{right}").as_bytes(), LIMIT).await;
    assert_eq!(statuses(&answer.text), [200]);
    assert!(answer.text.to_ascii_lowercase().contains("connection: close"), "{}", answer.text);
}
