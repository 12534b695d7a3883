//! `POST /log`: the error reports of apps, which are dropped.

use client::Method;

use crate::harness::{Caller, is_session_id, session, shared};

#[tokio::test]
async fn reports_are_taken_and_not_answered() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    let id = &buyer.session.id;
    let line = format!(
        r#"data=[{{"logger":"SDK iOS - 1.0.7","timestamp":1760000000000,"level":"ERROR","url":"","message":"A+b - c","token":"{id}"}}]&layout=JsonLayout"#
    );
    let encoded =
        "data=%5B%7B%22logger%22%3A%22SDK%20Android%201.0.9%22%2C%22token%22%3A%22%22%7D%5D".to_owned();
    for body in
        [line, encoded, "data=%5B".to_owned(), "x".to_owned(), String::new(), "data=\u{0}\r\n".to_owned()]
    {
        let headers: [(&str, &[u8]); 1] = [("content-type", b"application/x-www-form-urlencoded")];
        let answer = gateway.till().raw(Method::POST, "/log", &headers, body.clone()).await;
        assert_eq!((answer.status, answer.body_text().as_str()), (204, ""), "{body}");
    }
    // Neither what a stranger wrote nor the credential in it is in the gateway's own log.
    assert!(is_session_id(id));
    assert!(!gateway.log().contains(id.as_str()), "the id of a session is in the log");
}
