//! TLS.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::shared;

/// Returns a ClientHello of the given version without the extension that offers a newer one.
fn hello(version: [u8; 2]) -> Vec<u8> {
    let mut body = vec![version[0], version[1]];
    body.extend([0x42; 32]);
    body.push(0);
    // Suites of TLS 1.0 to 1.2, ECDSA and RSA, modern and old.
    let suites: [[u8; 2]; 7] =
        [[0xc0, 0x2b], [0xc0, 0x2f], [0xc0, 0x09], [0xc0, 0x13], [0xc0, 0x0a], [0x00, 0x2f], [0x00, 0x35]];
    body.extend([0, 14]);
    body.extend(suites.concat());
    body.extend([1, 0]);
    // supported_groups x25519 and P-256, ec_point_formats, signature_algorithms, extended_master_secret.
    let extensions: [&[u8]; 4] = [
        &[0, 10, 0, 6, 0, 4, 0, 29, 0, 23],
        &[0, 11, 0, 2, 1, 0],
        &[0, 13, 0, 8, 0, 6, 4, 3, 8, 4, 4, 1],
        &[0, 23, 0, 0],
    ];
    let extensions = extensions.concat();
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let mut message = vec![1, 0];
    message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    message.extend(body);
    let mut record = vec![22, 3, 1];
    record.extend(u16::try_from(message.len()).unwrap().to_be_bytes());
    record.extend(message);
    record
}

async fn greet(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = vec![0; 1_000];
    let count = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut answer)).await.unwrap();
    answer.truncate(count.unwrap_or(0));
    answer
}

#[tokio::test]
async fn only_1_2_and_1_3() {
    let gateway = shared();
    // 22 is a handshake record (the ServerHello), 21 an alert.
    assert_eq!(greet(gateway.port(), &hello([3, 3])).await.first(), Some(&22), "TLS 1.2");
    for old in [[3, 2], [3, 1], [3, 0]] {
        let answer = greet(gateway.port(), &hello(old)).await;
        assert!(matches!(answer.first(), Some(21) | None), "{old:?} is answered with {answer:?}");
    }
}

#[tokio::test]
async fn plain_http_is_not_spoken_there() {
    let gateway = shared();
    let answer = greet(gateway.port(), b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(!answer.windows(8).any(|window| window == b"HTTP/1.1") || answer.starts_with(b"HTTP/1.1 400"));
}
