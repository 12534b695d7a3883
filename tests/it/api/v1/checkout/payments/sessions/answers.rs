//! The answer to a new session.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use client::Answer;
use document::Tree;

use crate::harness::{
    OLD_SESSIONS, SESSIONS, assert_error, assert_result, put, reference, session, session_of, shared,
};

fn members(answer: &Answer) -> BTreeSet<&str> {
    answer.document().and_then(Tree::as_object).unwrap().iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn the_answer_on_both_paths() {
    let gateway = shared();
    let mut till = gateway.till();
    for path in [SESSIONS, OLD_SESSIONS] {
        let answer = till.post(path, &[], &session(1_000)).await;
        let session = session_of(&answer);
        assert_eq!(members(&answer), BTreeSet::from(["redirectURL", "result", "sessionId"]));
        assert_eq!(session.page, format!("{}/pay/{}", gateway.base_url(), session.id));
        // Read on either path, they are the same.
        let read = till.get(&format!("{SESSIONS}/{}", session.id)).await;
        assert_result(&read, 200, "INPROGRESS", "02533");
        assert_eq!(till.get(&format!("{OLD_SESSIONS}/{}", session.id)).await.body_text(), read.body_text());
        assert_eq!(members(&read), BTreeSet::from(["order", "result"]), "{}", read.body_text());
    }
}

/// It is a credential: whoever guesses it can see the order.
#[tokio::test]
async fn ids_are_random_and_tell_the_time() {
    let gateway = shared();
    let mut till = gateway.till();
    let mut ids = BTreeSet::new();
    for _ in 0..60 {
        let id = till.new_session(&session(1_000)).await.id;
        let made = Duration::from_millis(id[20..].parse().unwrap());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        assert!(now.abs_diff(made) < Duration::from_secs(300), "{id}");
        ids.insert(id);
    }
    assert_eq!(ids.len(), 60);
    // Of 62 letters and digits, 60 draws show 38 on average and fewer than 22 never.
    // The first names the cell, which is 0 unless an operator sets another.
    assert!(ids.iter().all(|id| id.as_bytes()[1] == b'0'));
    for place in 2..17 {
        let different: BTreeSet<u8> = ids.iter().map(|id| id.as_bytes()[place]).collect();
        assert!(different.len() >= 22, "place {place}: {}", different.len());
    }
    let digits: BTreeSet<&str> = ids.iter().map(|id| &id[17..20]).collect();
    assert!(digits.len() >= 45, "{digits:?}");
}

#[tokio::test]
async fn one_key_makes_one_session() {
    let gateway = shared();
    let mut till = gateway.till();
    let (key, request) = (reference(), session(1_000));
    let headers = [("idempotency-key", key.as_str())];
    let first = till.post(SESSIONS, &headers, &request).await;
    let again = till.post(SESSIONS, &headers, &request).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(session_of(&first).id, session_of(&again).id);
    let other = till.post(SESSIONS, &headers, &put(&request, "order.amount", 1_001)).await;
    assert_eq!(other.status, 422, "{}", other.body_text());
}

/// A cart is tried again under the same reference, as long as nobody paid.
#[tokio::test]
async fn an_order_may_have_several_sessions() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = session(1_000);
    let (first, second) = (till.new_session(&request).await, till.new_session(&request).await);
    assert_ne!(first.id, second.id);
}

#[tokio::test]
async fn a_point_of_sale_or_method_that_is_not_there() {
    let gateway = shared();
    let mut till = gateway.till();
    let methods = |path: &str, id: &str| put(&session(1_000), path, vec!["CB", id]);
    let fallback = |id: &str| {
        put(
            &methods("paymentMethod.paymentMethodIDs", "AMEX"),
            "paymentMethod.fallbackPaymentMethodIDs",
            vec![id],
        )
    };
    for request in [
        put(&session(1_000), "pointOfSaleReference", "SHOP2"),
        // Of one character: short, but well formed.
        put(&session(1_000), "pointOfSaleReference", "1"),
        put(&session(1_000), "pointOfSaleReference", "shop1"),
        methods("paymentMethod.paymentMethodIDs", "NONE"),
        methods("paymentMethod.paymentMethodIDs", "cb"),
        fallback("NONE"),
        put(&session(1_000), "paymentMethod.contractNumber", "NONE"),
        put(&session(1_000), "paymentMethod.contractNumber", "cb"),
        put(&methods("paymentMethod.paymentMethodIDs", "AMEX"), "paymentMethod.contractNumber", "NONE"),
        put(&methods("paymentMethod.paymentMethodIDs", "NONE"), "paymentMethod.contractNumber", "CB"),
    ] {
        for path in [SESSIONS, OLD_SESSIONS] {
            assert_error(&till.post(path, &[], &request).await, 404, "02303");
        }
    }
}
