//! Unknown sessions, and services that do not exist.

use client::Method;

use crate::harness::{Caller, Session, assert_error, assert_state, session, shared};

const SERVICES: [(Method, &str); 9] = [
    (Method::GET, "state/current"),
    (Method::POST, "securedPaymentRequest"),
    (Method::POST, "paymentRequest"),
    (Method::POST, "walletPaymentRequest"),
    (Method::POST, "availablecardnetworks"),
    (Method::GET, "directoryServerSdkKeys"),
    (Method::GET, "cardCode/CB/activewaiting/isDone?timestamp=1"),
    (Method::POST, "cancel"),
    (Method::POST, "abandon"),
];

#[tokio::test]
async fn sessions_that_are_not_there() {
    let gateway = shared();
    let real = gateway.till().new_session(&session(1_000)).await;
    for id in [
        format!("{}0000000000000", &real.id[..20]),
        real.id[..32].to_owned(),
        format!("{}x", real.id),
        "1".to_owned(),
        "%00".to_owned(),
        "..%2f..".to_owned(),
    ] {
        for caller in [Caller::Web, Caller::Ios] {
            let buyer = gateway.buyer(caller, &Session { id: id.clone(), page: real.page.clone() });
            for (method, path) in SERVICES {
                let answer = buyer.ask(method, path, "{}").await;
                assert_error(&answer, 404, "02317");
                assert!(!answer.body_text().contains(&real.id));
            }
        }
    }
}

#[tokio::test]
async fn paths_and_methods_that_are_not_served() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    for (method, path) in SERVICES {
        let other = if method == Method::GET { Method::POST } else { Method::GET };
        let answer = buyer.ask(other, path, "").await;
        assert_eq!(answer.status, 405, "{path}: {}", answer.body_text());
        assert!(answer.header("allow").is_some_and(|allow| allow.contains(method.as_str())), "{path}");
    }
    // Case counts, and what is not there is not there.
    for path in ["availableCardNetworks", "State/Current", "state", "refund", ""] {
        assert_eq!(buyer.ask(Method::POST, path, "{}").await.status, 404, "{path}");
    }
}

/// No credentials are asked for, and wrong ones are no harm: the id is the credential.
#[tokio::test]
async fn headers_of_programs_and_browsers() {
    let gateway = shared();
    let made = gateway.till().new_session(&session(1_000)).await;
    let path = format!("/services/token/{}/state/current", made.id);
    for (name, value) in [
        ("origin", "127.0.0.1"),
        ("origin", "null"),
        ("origin", "https://evil.example.com"),
        ("authorization", "Basic bm9ib2R5Om5vdGhpbmc="),
        ("cookie", "a=b"),
        ("x-widget-sdk", ""),
        ("x-widget-sdk", "Android"),
        ("x-widget-sdk", "Android 99999999999999999999.0"),
        ("x-widget-sdk", "something else"),
    ] {
        let answer = gateway.till().raw(Method::GET, &path, &[(name, value.as_bytes())], "").await;
        assert_state(&answer, "PAYMENT_METHODS_LIST");
        // It is nobody's to read from another site.
        assert!(answer.header("access-control-allow-origin") != Some("*"), "{name}: {value}");
    }
}

/// A form on any page can send such a request from a buyer's browser, and the browser tells where it comes from.
#[tokio::test]
async fn pages_of_other_sites() {
    let gateway = shared();
    let made = gateway.till().new_session(&session(1_000)).await;
    let path = |service: &str| format!("/services/token/{}/{service}", made.id);
    for service in ["cancel", "abandon", "SdkPaymentRequest", "paymentRequest", "walletPaymentRequest"] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example.com"),
            ("origin", "null"),
        ] {
            let answer =
                gateway.till().raw(Method::POST, &path(service), &[(name, value.as_bytes())], "").await;
            assert_error(&answer, 403, "09201");
        }
    }
    let state = gateway.till().raw(Method::GET, &path("state/current"), &[], "").await;
    assert_state(&state, "PAYMENT_METHODS_LIST");
    // Apps send a host for an origin, and the page's own requests are of its own site.
    for (service, headers, state) in [
        ("SdkPaymentRequest", &[("origin", &b"127.0.0.1"[..])][..], "PAYMENT_METHODS_LIST"),
        ("cancel", &[("sec-fetch-site", b"same-origin"), ("origin", b"null")], "PAYMENT_CANCELED"),
    ] {
        assert_state(&gateway.till().raw(Method::POST, &path(service), headers, "").await, state);
    }
}

/// A state tells what a buyer paid, so no cache keeps it.
#[tokio::test]
async fn nothing_is_kept_by_caches() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    for answer in [buyer.state().await, buyer.networks("497010").await, buyer.cancels().await] {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}
