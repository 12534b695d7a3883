//! The address of a client behind a proxy.

use std::time::{Duration, Instant};

use document::Tree;
use tokio::io::AsyncWriteExt as _;

use crate::harness::{Gateway, eventually, json, read_answer};

const REQUEST: &[u8] = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
const LIMIT: Duration = Duration::from_secs(20);

/// A header of version 1 that names a client.
fn header(client: &str) -> Vec<u8> {
    format!("PROXY TCP4 {client} 192.0.2.200 4711 443\r\n").into_bytes()
}

/// Whether a request is answered on a connection from this address that begins with these bytes.
async fn is_served(gateway: &Gateway, source: &str, first: &[u8]) -> bool {
    let Ok(mut stream) = gateway.raw_stream_from(source, first).await else { return false };
    stream.write_all(REQUEST).await.unwrap();
    read_answer(&mut stream, REQUEST, Instant::now(), LIMIT).await.status == Some(200)
}

#[tokio::test]
async fn the_proxy_protocol_of_proxies_that_are_named() {
    let settings = ["connections.proxies=127.0.0.1 2001:db8::/32", "connections.proxies_tell=proxy-protocol"];
    let gateway = Gateway::start_with("proxy", &settings);
    let version_2 = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x01\xc0\0\x02\xc8\x12\x67\x01\xbb";
    let by_itself = b"\r\n\r\n\0\r\nQUIT\n\x20\0\0\0";
    for first in [&header("192.0.2.1")[..], version_2, by_itself, b"PROXY UNKNOWN\r\n"] {
        assert!(is_served(&gateway, "127.0.0.1", first).await, "{first:?}");
    }
    // A proxy that says nothing, or nonsense, is not taken for a client.
    for first in [&b""[..], b"PROXY TCP4 192.0.2.1\r\n", b"PROXY TCP4 here there 1 2\r\n"] {
        assert!(!is_served(&gateway, "127.0.0.1", first).await, "{first:?}");
    }
    // Nobody else is believed.
    assert!(is_served(&gateway, "127.0.0.2", b"").await);
    assert!(!is_served(&gateway, "127.0.0.2", &header("192.0.2.1")).await);
}

/// Sends requests with such a header, and returns the lines of the log that tell of a proxy that is not named.
async fn warnings(gateway: &Gateway, first: &[u8], header: &str) -> Vec<Tree> {
    let request = format!("GET /health/live HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n");
    let mut last = String::new();
    for _ in 0..5 {
        let mut stream = gateway.raw_stream_from("127.0.0.1", first).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = read_answer(&mut stream, request.as_bytes(), Instant::now(), LIMIT).await;
        assert_eq!(answer.status, Some(200), "{}", answer.text);
        let id = answer.text.lines().find_map(|line| line.strip_prefix("x-request-id: "));
        id.unwrap().trim().clone_into(&mut last);
    }
    // The log is written in order: a warning stands before the line of its request.
    eventually("the line of the last request", LIMIT, || async {
        gateway.log().contains(&last).then_some(())
    })
    .await;
    let lines = gateway.log();
    let lines = lines.lines().filter(|line| line.contains("connections.proxies does not name"));
    lines.map(json).collect()
}

/// An operator who forgot to name the proxy sees all buyers as one address.
#[tokio::test]
async fn a_proxy_that_nobody_has_named_is_told() {
    let gateway = Gateway::start("unnamed-proxy");
    assert!(warnings(&gateway, b"", "X-Other: 192.0.2.7").await.is_empty());
    // The second header comes within the minute of the first.
    for header in ["X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7"] {
        let told = warnings(&gateway, b"", header).await;
        assert_eq!(told.len(), 1, "{header}: once a minute");
        assert_eq!(told[0].at(&["address"]).and_then(Tree::as_text), Some("127.0.0.1"));
        assert_eq!(told[0].at(&["header"]).and_then(Tree::as_text), Some("x-forwarded-for"));
        assert_eq!(told[0].at(&["level"]).and_then(Tree::as_text), Some("WARN"));
    }
    let gateway = Gateway::start("other-unnamed-proxy");
    assert_eq!(warnings(&gateway, b"", "Forwarded: for=192.0.2.7").await.len(), 1);
    // One that is named is not warned of, nor is a client that sends such a header through a proxy of the PROXY protocol.
    let named = Gateway::start_with("named-proxy", &["connections.proxies=::ffff:127.0.0.0/104"]);
    for header in ["X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7"] {
        let told = warnings(&named, &self::header("192.0.2.7"), header).await;
        assert_eq!(told.len(), 0, "{header}");
    }
}

/// Callers have a share each, although one proxy stands before them.
#[tokio::test]
async fn clients_of_a_proxy_have_their_own_shares() {
    let settings = [
        "connections.proxies=127.0.0.0/29",
        "connections.proxies_tell=proxy-protocol",
        "connections.all=32",
        "connections.per_address=8",
    ];
    let gateway = Gateway::start_with("proxy-share", &settings);
    let mut honest = Vec::new();
    for _ in 0..4 {
        honest.push(gateway.raw_stream_from("127.0.0.1", &header("192.0.2.1")).await.unwrap());
    }
    let mut attacking = Vec::new();
    for _ in 0..100 {
        attacking.push(gateway.raw_stream_from("127.0.0.1", &header("192.0.2.66")).await);
    }
    for mut stream in honest {
        stream.write_all(REQUEST).await.unwrap();
        let answer = read_answer(&mut stream, REQUEST, Instant::now(), LIMIT).await;
        assert_eq!(answer.status, Some(200), "{}", answer.text);
    }
}
