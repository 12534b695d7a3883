//! Bodies, with the behaviour that every POST has, tested on the three actions.

use client::Method;

use crate::harness::{Action, Till, assert_error, only, own, raw_text, shared};

const LIMIT: usize = 256 * 1024;

/// Sends a request that is written by hand.
async fn sent(
    till: &Till,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> client::Answer {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    till.raw(method, path, &headers, body.to_owned()).await
}

#[tokio::test]
async fn bodies_that_are_no_document() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let before = till.transaction(&id).await.body_text();
    for action in Action::ALL {
        for wrong in
            ["", " ", "{", "}", "amount=1", r#"{"amount": 1"#, r#"{"amount": 1}x"#, r"{'amount': 1}", "<a/>"]
        {
            assert_error(&till.act_text(action, &id, wrong).await, 400, "02305");
        }
        for wrong in ["[]", "[{\"amount\": 1}]", "1", "\"amount\"", "null", "true"] {
            assert_error(&till.act_text(action, &id, wrong).await, 400, "02305");
        }
        let latin: &[u8] = b"{\"amount\": 1, \"comment\": \"\xe9\"}";
        assert_error(&till.act_text(action, &id, latin).await, 400, "02305");
        let deep = format!("{{\"amount\": 1, \"miscData\": {}}}", "[".repeat(50_000));
        assert_error(&till.act_text(action, &id, deep).await, 400, "02305");
    }
    assert_eq!(till.transaction(&id).await.body_text(), before);
}

/// Which of the two would be meant?
#[tokio::test]
async fn an_amount_that_is_said_twice() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for action in Action::ALL {
        let answer = till.act_text(action, &id, r#"{"amount": 1, "amount": 2}"#).await;
        assert_error(&answer, 400, "02305");
    }
}

#[tokio::test]
async fn bodies_that_are_too_large() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for action in Action::ALL {
        let whole = raw_text(&own(100));
        let padded = |size: usize| format!("{}{whole}", " ".repeat(size - whole.len()));
        let before = till.transaction(&id).await.body_text();
        assert_error(&till.act_text(action, &id, padded(LIMIT + 1)).await, 413, "02305");
        assert_eq!(till.transaction(&id).await.body_text(), before);
        crate::harness::done(&till.act_text(action, &id, padded(LIMIT)).await, action);
    }
}

#[tokio::test]
async fn media_types() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let before = till.transaction(&id).await.body_text();
    let (authorization, body) = (till.authorization(), raw_text(&only(100)));
    for action in Action::ALL {
        for media_type in ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""] {
            let headers = [("authorization", authorization.as_str()), ("content-type", media_type)];
            assert_error(&sent(&till, Method::POST, &action.path(&id), &headers, &body).await, 415, "02305");
        }
        let headers = [("authorization", authorization.as_str())];
        let answer = sent(&till, Method::POST, &action.path(&id), &headers, &body).await;
        assert_error(&answer, 415, "02305");
    }
    assert_eq!(till.transaction(&id).await.body_text(), before);
}

#[tokio::test]
async fn methods() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let before = till.transaction(&id).await.body_text();
    let (authorization, body) = (till.authorization(), raw_text(&only(100)));
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    for action in Action::ALL {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
            let answer = sent(&till, method.clone(), &action.path(&id), &headers, &body).await;
            assert_eq!(answer.status, 405, "{method}");
            assert_eq!(answer.text(&["title"]), Some("ERROR"));
            assert_eq!(answer.header("allow"), Some("POST"));
        }
    }
    assert_eq!(till.transaction(&id).await.body_text(), before);
}

#[tokio::test]
async fn credentials() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let before = till.transaction(&id).await.body_text();
    for action in Action::ALL {
        for target in [id.as_str(), "17000000000000000"] {
            let path = action.path(target);
            let json = ("content-type", "application/json");
            let wrong = ("authorization", "Basic MTIzNDU2Nzg5MDEyMzQ6bm8=");
            for headers in [&[json][..], &[json, wrong]] {
                for body in [raw_text(&only(100)), "{".to_owned()] {
                    let answer = sent(&till, Method::POST, &path, headers, &body).await;
                    assert_error(&answer, 401, "09101");
                    assert!(
                        answer.header("www-authenticate").is_some_and(|it| it.starts_with("Basic realm="))
                    );
                }
            }
        }
    }
    assert_eq!(till.transaction(&id).await.body_text(), before);
}

#[tokio::test]
async fn a_path_that_goes_on() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for action in Action::ALL {
        for path in [format!("{}/1", action.path(&id)), format!("{}x", action.path(&id))] {
            let answer = till.post(&path, &[], &only(1)).await;
            assert_eq!((answer.status, answer.text(&["title"])), (404, Some("ERROR")), "{path}");
        }
    }
}
