//! Slow senders, and slow readers.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::harness::{Card, Gateway, PAYMENTS, payment, raw_text, read_answer, shared};

#[tokio::test]
async fn a_body_that_does_not_come() {
    let gateway = shared();
    let body = raw_text(&payment(&Card::cb_visa(), 3_200));
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        gateway.till().authorization(),
        body.len(),
        &body[..20]
    );
    let answer = gateway.raw_exchange(head.as_bytes(), Duration::from_secs(25)).await;
    assert_eq!(answer.status, Some(408), "{}", answer.text);
    assert!(answer.text.contains("\"title\":\"ERROR\""), "{}", answer.text);
    assert!(answer.took > Duration::from_secs(5), "{:?}", answer.took);
}

#[tokio::test]
async fn a_head_that_does_not_come() {
    let gateway = shared();
    let answer = gateway.raw_exchange(b"GET /health/live HTTP/1.1\r\nHost:", Duration::from_secs(30)).await;
    assert!(matches!(answer.status, Some(408) | None), "{}", answer.text);
    assert!(answer.took > Duration::from_secs(5), "{:?}", answer.took);
}

/// The limit is of the whole body, or a drop now and then would hold a connection for ever.
#[tokio::test]
async fn a_body_that_drips() {
    let gateway = shared();
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
        gateway.till().authorization()
    );
    let mut stream = gateway.raw_stream().await;
    let began = Instant::now();
    stream.write_all(head.as_bytes()).await.unwrap();
    // A drop each half second, which is the load and not a wait for something.
    let mut drops = tokio::time::interval(Duration::from_millis(500));
    while began.elapsed() < Duration::from_secs(12) {
        drops.tick().await;
        if stream.write_all(b" ").await.is_err() || stream.flush().await.is_err() {
            break;
        }
    }
    let answer = read_answer(&mut stream, head.as_bytes(), began, Duration::from_secs(10)).await;
    assert!(matches!(answer.status, Some(408) | None), "{}", answer.text);
}

/// Someone who connects and says nothing.
#[tokio::test]
async fn a_connection_that_is_silent() {
    let gateway = shared();
    let mut stream = gateway.raw_stream().await;
    let answer = read_answer(&mut stream, b"", Instant::now(), Duration::from_secs(60)).await;
    assert!(matches!(answer.status, Some(408) | None), "{}", answer.text);
}

/// A reader that takes 2 KiB each five seconds, and asks for more than the buffers between hold.
#[tokio::test]
async fn answers_that_are_taken_too_slowly() {
    let gateway = Gateway::start("slow-reader");
    let mut stream = gateway.raw_stream_with_buffer(8 * 1024).await;
    let request = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);
    stream.write_all(request.as_bytes()).await.unwrap();
    let port = stream.get_ref().0.local_addr().unwrap().port();
    assert!(gateway.holds_connection(port));
    let began = Instant::now();
    // The reader's pace, which is the load and not a wait for something.
    let mut pace = tokio::time::interval(Duration::from_secs(5));
    while gateway.holds_connection(port) {
        assert!(began.elapsed() < Duration::from_secs(90), "the connection is still open");
        pace.tick().await;
        // What lies in this side's buffer is read, and then the end of the connection.
        drop(stream.get_mut().0.read(&mut [0; 2048]).await);
    }
    // Not at once: a slow line is no attack.
    assert!(began.elapsed() > Duration::from_secs(15), "{:?}", began.elapsed());
}
