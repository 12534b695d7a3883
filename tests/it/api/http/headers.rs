//! Request ids.

use std::collections::BTreeSet;
use std::time::Duration;

use client::{Answer, Method};

use crate::harness::{Gateway, fresh_dir, shared};

async fn with_id(id: Option<&[u8]>) -> Answer {
    let gateway = shared();
    let headers: Vec<(&str, &[u8])> = id.map(|id| ("x-request-id", id)).into_iter().collect();
    gateway.till().raw(Method::GET, "/v1/checkout/alive", &headers, "").await
}

#[tokio::test]
async fn every_answer_has_its_own_id() {
    let mut ids = BTreeSet::new();
    for _ in 0..20 {
        ids.insert(with_id(None).await.header("x-request-id").unwrap().to_owned());
    }
    assert_eq!(ids.len(), 20);
}

#[tokio::test]
async fn a_sane_id_is_echoed() {
    for id in ["abc", "0", "7f2b1c9e-0d64-4c57-a1f5-2f3c7f1a9b10", "A_b.c-9"] {
        assert_eq!(with_id(Some(id.as_bytes())).await.header("x-request-id"), Some(id));
    }
}

#[tokio::test]
async fn another_is_replaced() {
    let long = "x".repeat(1_000);
    for id in ["", "two words", "<script>", "a\tb", "\"quoted\"", "caf\u{e9}", &long] {
        let answer = with_id(Some(id.as_bytes())).await;
        let told = answer.header("x-request-id").unwrap();
        assert!(told != id && !told.is_empty(), "{id:?} came back as {told:?}");
    }
}

#[tokio::test]
async fn the_log_knows_the_id() {
    let gateway = shared();
    let id = format!("it-log-{}", std::process::id());
    gateway.till().raw(Method::GET, "/v1/checkout/alive", &[("x-request-id", id.as_bytes())], "").await;
    crate::harness::eventually("line with the id", Duration::from_secs(10), || async {
        gateway.log().lines().find(|line| line.contains(&id)).map(str::to_owned)
    })
    .await;
}

/// Production tells browsers to use TLS only; a sandbox has a self-signed certificate, and pages in plain HTTP.
#[tokio::test]
async fn tls_only_in_production() {
    const PATHS: [&str; 3] = ["/pay/unknown", "/health/live", "/v1/checkout/alive"];
    let file = fresh_dir("hsts").join("master.key");
    std::fs::write(&file, "wk7sXl0M3j1mS0d9mB4vQ2cFz5uHn8rTgYe6aPiLoKE=\n").unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let key = format!("master_key_file={}", file.display());
    let production = Gateway::start_with("hsts", &["mode=production", &key]);
    std::fs::remove_file(&file).unwrap();
    for path in PATHS {
        let told = production.till().raw(Method::GET, path, &[], "").await;
        assert_eq!(told.header("strict-transport-security"), Some("max-age=31536000"), "{path}");
        let told = shared().till().raw(Method::GET, path, &[], "").await;
        assert_eq!(told.header("strict-transport-security"), None, "{path}");
    }
    // Heads that are refused before they are a request for anybody.
    let large = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n", "y".repeat(40 * 1024));
    for (sent, status) in [("GET / HTTP/1.1\r\n\r\n", 400), (&large, 431)] {
        let told = |answer: &str| answer.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n");
        let answer = production.raw_exchange(sent.as_bytes(), Duration::from_secs(20)).await;
        assert!(answer.status == Some(status) && told(&answer.text), "{}", answer.text);
        let answer = shared().raw_exchange(sent.as_bytes(), Duration::from_secs(20)).await;
        assert!(answer.status == Some(status) && !told(&answer.text), "{}", answer.text);
    }
}

/// Whatever is answered, nobody guesses another type and nobody keeps a copy.
#[tokio::test]
async fn every_answer_says_how_to_treat_it() {
    let gateway = shared();
    for path in ["/pay/unknown", "/pay/back?paylinetoken=a", "/openapi.json", "/nowhere", "/health/ready"] {
        let answer = gateway.till().raw(Method::GET, path, &[], "").await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
}
