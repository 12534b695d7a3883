//! Paths and methods.

use client::Method;

use crate::harness::{KEYS, PAYMENTS, TRANSACTIONS, assert_error, shared};

#[tokio::test]
async fn unknown_routes() {
    let gateway = shared();
    let mut till = gateway.till();
    for path in [
        "/",
        "/v1",
        "/v2/checkout/payments",
        "/favicon.ico",
        "/v1/checkout/refunds",
        KEYS,
        "/v1/checkout/payments/../alive",
        "/%2e%2e/etc/passwd",
    ] {
        let answer = till.get(path).await;
        assert!(answer.status == 404 || answer.status == 405, "{path}: {}", answer.status);
        assert_eq!(answer.text(&["title"]), Some("ERROR"), "{path}");
        assert!(answer.text(&["detail"]).is_some() && answer.header("x-request-id").is_some());
    }
    let authorization = till.authorization();
    let headers: [(&str, &[u8]); 1] = [("authorization", authorization.as_bytes())];
    let answer = till.raw(Method::GET, &format!("/{}", "x".repeat(6_000)), &headers, "").await;
    assert!(matches!(answer.status, 404 | 414), "{}", answer.status);
}

#[tokio::test]
async fn wrong_methods() {
    let gateway = shared();
    let till = gateway.till();
    let authorization = till.authorization();
    for (path, right) in [
        (PAYMENTS.to_owned(), Method::POST),
        (format!("{TRANSACTIONS}/17000000000000000"), Method::GET),
        (format!("{KEYS}/shop"), Method::GET),
        ("/v1/checkout/alive".to_owned(), Method::GET),
        ("/openapi.json".to_owned(), Method::GET),
    ] {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS]
        {
            if method == right {
                continue;
            }
            let headers: [(&str, &[u8]); 2] =
                [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
            let answer = till.raw(method.clone(), &path, &headers, "{}").await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.text(&["title"]), Some("ERROR"));
            let allow = answer.header("allow").unwrap();
            assert!(
                allow.split(',').any(|word| word.trim() == right.as_str()),
                "{method} {path}: Allow: {allow}"
            );
        }
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let gateway = shared();
    let till = gateway.till();
    let authorization = till.authorization();
    let headers: [(&str, &[u8]); 1] = [("authorization", authorization.as_bytes())];
    let answer = till.raw(Method::HEAD, "/v1/checkout/alive", &headers, "").await;
    // Allowed, or refused with the list of what is: but never with a body.
    assert!(matches!(answer.status, 200 | 405), "{}", answer.status);
    assert_eq!(answer.body_text(), "");
    let answer = till.raw(Method::HEAD, "/v1/checkout/alive", &[], "").await;
    assert!(matches!(answer.status, 401 | 405), "{}", answer.status);
}

#[tokio::test]
async fn health() {
    let gateway = shared();
    for path in ["/health/live", "/health/ready"] {
        let answer = gateway.till().raw(Method::GET, path, &[], "").await;
        assert_eq!(answer.status, 200, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_route_is_no_oracle() {
    let gateway = shared();
    let answer = gateway.till().raw(Method::GET, "/v1/nowhere", &[], "").await;
    assert!(matches!(answer.status, 404 | 401), "{}", answer.status);
    if answer.status == 404 {
        assert_error(&answer, 404, answer.text(&["code"]).unwrap_or_default());
    }
}
