//! Bodies that are refused before they are parsed.

use std::time::Duration;

use client::Method;

use crate::harness::{Card, PAYMENTS, assert_error, assert_result, payment, raw_text, shared};

const LIMIT: usize = 256 * 1024;

/// Returns a payment of exactly so many bytes.
fn padded(size: usize) -> String {
    let whole = raw_text(&payment(&Card::cb_visa(), 3_100));
    let filler = size - whole.len();
    format!("{}{whole}", " ".repeat(filler))
}

#[tokio::test]
async fn at_the_limit_and_beyond() {
    let gateway = shared();
    let till = gateway.till();
    assert_result(&till.pay_text(padded(LIMIT)).await, 201, "ACCEPTED", "00000");
    assert_error(&till.pay_text(padded(LIMIT + 1)).await, 413, "02305");
}

#[tokio::test]
async fn a_length_that_is_too_large_is_refused_before_the_body_comes() {
    let gateway = shared();
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n",
        gateway.till().authorization()
    );
    let answer = gateway.raw_exchange(head.as_bytes(), Duration::from_secs(25)).await;
    assert_eq!(answer.status, Some(413), "{}", answer.text);
    assert!(answer.took < Duration::from_secs(5), "{:?}", answer.took);
}

#[tokio::test]
async fn chunks_count_as_well() {
    let gateway = shared();
    let mut request = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        gateway.till().authorization()
    );
    for _ in 0..70 {
        request.push_str("1000\r\n");
        request.push_str(&" ".repeat(4096));
        request.push_str("\r\n");
    }
    let answer = gateway.raw_exchange(request.as_bytes(), Duration::from_secs(15)).await;
    // The answer may be lost when the gateway closes on what it did not read.
    assert!(matches!(answer.status, Some(413) | None), "{}", answer.text);
    let body = raw_text(&payment(&Card::cb_visa(), 3_101));
    let head = request.split("\r\n\r\n").next().unwrap();
    let right = format!("{head}\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let answer = gateway.raw_exchange(right.as_bytes(), Duration::from_secs(15)).await;
    assert_eq!(answer.status, Some(201), "{}", answer.text);
}

#[tokio::test]
async fn media_types() {
    let gateway = shared();
    let till = gateway.till();
    let authorization = till.authorization();
    let body = raw_text(&payment(&Card::cb_visa(), 3_102));
    for media_type in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "text/json",
        "application/jsonp",
        "json",
        "",
    ] {
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", media_type.as_bytes())];
        let answer = till.raw(Method::POST, PAYMENTS, &headers, body.clone()).await;
        assert_error(&answer, 415, "02305");
    }
    let answer =
        till.raw(Method::POST, PAYMENTS, &[("authorization", authorization.as_bytes())], body.clone()).await;
    assert_error(&answer, 415, "02305");
}

#[tokio::test]
async fn a_refused_content_encoding_or_charset_is_named() {
    let gateway = shared();
    let till = gateway.till();
    let authorization = till.authorization();
    let body = raw_text(&payment(&Card::cb_visa(), 3_104));
    for (media_type, encoding, word) in [
        ("application/json", "gzip", "Content-Encoding"),
        ("application/json", "br", "Content-Encoding"),
        ("application/json; charset=iso-8859-1", "identity", "charset"),
        ("application/json; charset=utf-16", "Identity", "charset"),
        ("text/plain; charset=iso-8859-1", "identity", "application/json"),
    ] {
        let headers: [(&str, &[u8]); 3] = [
            ("authorization", authorization.as_bytes()),
            ("content-type", media_type.as_bytes()),
            ("content-encoding", encoding.as_bytes()),
        ];
        let answer = till.raw(Method::POST, PAYMENTS, &headers, body.clone()).await;
        assert_error(&answer, 415, "02305");
        let detail = answer.text(&["detail"]).unwrap();
        assert!(detail.contains(word), "{media_type}, {encoding}: {detail}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let gateway = shared();
    let body = format!("\u{feff}{}", raw_text(&payment(&Card::cb_visa(), 3_105)));
    assert_result(&gateway.till().pay_text(body).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_nothing() {
    let gateway = shared();
    let request = payment(&Card::cb_visa(), 3_103);
    let body = raw_text(&request);
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        gateway.till().authorization(),
        body.len() + 10
    );
    let mut stream = gateway.raw_stream().await;
    tokio::io::AsyncWriteExt::write_all(&mut stream, format!("{head}{body}").as_bytes()).await.unwrap();
    tokio::io::AsyncWriteExt::shutdown(&mut stream).await.unwrap();
    drop(stream);
    assert_result(&gateway.till().pay(&request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn requests_that_are_no_http() {
    let gateway = shared();
    for request in [
        "hello\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /v1/checkout/alive HTTP/1.1\r\nHost x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        "\u{0}\u{1}\u{2}\r\n\r\n",
    ] {
        let answer = gateway.raw_exchange(request.as_bytes(), Duration::from_secs(20)).await;
        assert!(matches!(answer.status, Some(400 | 505) | None), "{request:?}: {}", answer.text);
    }
    // Length and chunks at once are how requests are smuggled.
    let both = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    );
    let answer = gateway.raw_exchange(both.as_bytes(), Duration::from_secs(20)).await;
    assert_eq!(answer.status, Some(400), "{}", answer.text);
    assert_eq!(answer.text.matches("HTTP/1.1 200").count(), 0, "{}", answer.text);
    gateway.till().get("/v1/checkout/alive").await;
}
