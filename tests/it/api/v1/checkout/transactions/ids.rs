//! Malformed ids, and ids of another merchant.

use crate::harness::{Action, assert_error, json, only, shared};

#[tokio::test]
async fn ids_that_are_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "1".repeat(60);
    for action in Action::ALL {
        for id in [
            "17000000000000000",
            "x",
            "0",
            "-1",
            "99999999999999999",
            "99999999999999999999",
            "1e3",
            "%27%20OR%201",
            "%FF",
            "%00",
            &long,
        ] {
            assert_error(&till.act(action, id, &only(1)).await, 404, "02301");
        }
    }
}

/// A stranger learns nothing: not from the answer, and nothing is done.
#[tokio::test]
async fn those_of_another_merchant() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    let refund = till.refund(&id, 1_000).await;
    let before = till.transaction(&id).await.body_text();
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    for action in Action::ALL {
        for body in [json(r#"{"amount": 1}"#), json(r#"{"amount": -1}"#), json("{}")] {
            let unknown = stranger.act(action, "17000000000000000", &body).await;
            for foreign in [&id, &capture, &refund] {
                let answer = stranger.act(action, foreign, &body).await;
                assert_eq!(
                    (answer.status, answer.body_text()),
                    (unknown.status, unknown.body_text()),
                    "{action:?}"
                );
            }
        }
        assert_error(&stranger.act(action, &id, &only(1)).await, 404, "02301");
    }
    for foreign in [&capture, &refund] {
        assert_error(&stranger.transaction(foreign).await, 404, "02301");
    }
    assert_eq!(till.transaction(&id).await.body_text(), before);
}

/// Nor does the key of a request help a stranger to somebody's answer.
#[tokio::test]
async fn with_the_idempotency_key_of_another_merchant() {
    let gateway = shared();
    let mut till = gateway.till();
    let (id, once) = (till.authorised(10_000).await, crate::harness::reference());
    assert_eq!(till.act_once(&once, Action::Capture, &id, &only(1)).await.status, 201);
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    assert_error(&stranger.act_once(&once, Action::Capture, &id, &only(1)).await, 404, "02301");
}
