//! Sessions of another merchant, and unknown ones.

use client::Method;

use crate::harness::{OLD_SESSIONS, SESSIONS, assert_error, assert_result, session, shared};

/// One cannot tell whether it exists.
#[tokio::test]
async fn a_session_of_another_merchant() {
    let gateway = shared();
    let made = gateway.till().new_session(&session(1_000)).await;
    let (merchant, key) = gateway.new_merchant();
    let mut theirs = gateway.till_of(&merchant, &key);
    let unknown = format!("{}0000000000000", &made.id[..20]);
    for path in [SESSIONS, OLD_SESSIONS] {
        let foreign = theirs.get(&format!("{path}/{}", made.id)).await;
        assert_error(&foreign, 404, "02317");
        let nobodys = theirs.get(&format!("{path}/{unknown}")).await;
        assert_error(&nobodys, 404, "02317");
        assert_eq!(foreign.body_text(), nobodys.body_text());
    }
    // It has a point of sale of the same name, and sessions of its own.
    let own = theirs.new_session(&session(1_000)).await;
    assert_result(&theirs.session(&own.id).await, 200, "INPROGRESS", "02533");
    assert_error(&gateway.till().session(&own.id).await, 404, "02317");
}

#[tokio::test]
async fn ids_that_are_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.new_session(&session(1_000)).await.id;
    for wrong in [
        "1",
        &id[..32],
        &format!("{id}1"),
        &id.to_lowercase().replace('1', "2"),
        &"1".repeat(33),
        "%00",
        "%2e%2e",
        "%C3%A9",
        "%27%20OR%201=1",
    ] {
        for path in [SESSIONS, OLD_SESSIONS] {
            assert_error(&till.get(&format!("{path}/{wrong}")).await, 404, "02317");
        }
    }
}

#[tokio::test]
async fn who_may_not_ask() {
    let gateway = shared();
    let id = gateway.till().new_session(&session(1_000)).await.id;
    for path in [SESSIONS, OLD_SESSIONS] {
        for (method, path) in [(Method::POST, path.to_owned()), (Method::GET, format!("{path}/{id}"))] {
            let answer = gateway.till().raw(method, &path, &[], "").await;
            assert_error(&answer, 401, "09101");
            assert!(answer.header("www-authenticate").is_some());
        }
    }
}

#[tokio::test]
async fn methods_that_are_not_served() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.new_session(&session(1_000)).await.id;
    let authorization = till.authorization();
    let headers: [(&str, &[u8]); 1] = [("authorization", authorization.as_bytes())];
    for path in [SESSIONS, OLD_SESSIONS] {
        for (method, path, allowed) in [
            (Method::PUT, path.to_owned(), "POST"),
            (Method::DELETE, path.to_owned(), "POST"),
            (Method::POST, format!("{path}/{id}"), "GET"),
            (Method::PUT, format!("{path}/{id}"), "GET"),
        ] {
            let answer = till.raw(method, &path, &headers, "").await;
            assert_eq!((answer.status, answer.text(&["title"])), (405, Some("ERROR")), "{path}");
            assert!(answer.header("allow").is_some_and(|allow| allow.contains(allowed)), "{path}");
        }
    }
}
