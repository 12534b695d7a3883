//! Against a listener with a certificate of its own making, as the gateway's is.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::Arc;

use client::{Body, Client, Error, Method, Trust};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, pem::PemObject as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Answers each request on each connection with what it was sent. Gives its address and certificate.
async fn echo() -> (String, String) {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
    let key = PrivateKeyDer::from_pem_slice(signing_key.serialize_pem().as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut request = vec![0; 8192];
            while let Ok(length @ 1..) = stream.read(&mut request).await {
                let head = format!("HTTP/1.1 203 Fine\r\ncontent-length: {length}\r\n\r\n");
                stream.write_all(&[head.as_bytes(), &request[..length]].concat()).await.unwrap();
                stream.flush().await.unwrap();
            }
        }
    });
    (address, cert.pem())
}

#[tokio::test]
async fn one_connection_carries_many_requests() {
    let (address, pem) = echo().await;
    let shop = Client::new(&address, "12345678901234", "hush", Trust::Certificate(pem)).unwrap();
    let mut connection = shop.connect().await.unwrap();
    let body = document::Object::new().with("amount", 1_i64).into();
    for _ in 0..2 {
        let answer = connection.send(Method::POST, "/v1/x", &[("x-a", "b")], Some(&body)).await.unwrap();
        assert_eq!(answer.status, 203);
        let sent = answer.body_text();
        for part in ["POST /v1/x HTTP/1.1", "x-a: b", "authorization: Basic ", "{\"amount\":1}"] {
            assert!(sent.contains(part), "{sent}");
        }
    }
    let raw = connection.send_raw(Method::PUT, "/", &[], &b"\xff"[..]).await.unwrap();
    assert!(matches!(raw.body, Body::Raw(bytes) if bytes.ends_with(b"\xff")));
}

#[tokio::test]
async fn another_certificate_is_not_trusted() {
    let (address, _) = echo().await;
    let (_, pem) = echo().await;
    let shop = Client::new(&address, "12345678901234", "hush", Trust::Certificate(pem)).unwrap();
    assert!(matches!(shop.connect().await, Err(Error::Tls { .. })));
}
